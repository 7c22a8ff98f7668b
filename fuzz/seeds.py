"""Writes the first inputs of a target: invented files of the tests, each behind the letter that the target expects.

    seeds.py TARGET FOLDER

Where an input holds several files, a byte 1E stands between them and a letter before each, by its place in the list
of the target's names.
"""

import sys
import zipfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"

# In the order of zip.rs.
WORKBOOK = [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet3.xml",
]
COUNCIL = [
    "council.toml",
    "areas.csv",
    "children.csv",
    "sibling_links.csv",
    "homes.csv",
    "placements.csv",
    "assessments.csv",
    "approvals.csv",
    "episodes.csv",
    "short_breaks.csv",
]
EPISODES = b"CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"


def together(parts):
    return b"\x1e".join(bytes([ord("a") + nth]) + text for nth, text in parts)


def unpacked(path):
    """The files of a workbook, or none where it is not one."""
    try:
        with zipfile.ZipFile(path) as book:
            return together((nth, book.read(name)) for nth, name in enumerate(WORKBOOK) if name in book.namelist())
    except (zipfile.BadZipFile, OSError):
        return b""


def files(*folders):
    for folder in folders:
        for path in sorted((TESTS / folder).rglob("*")):
            if path.is_file() and path.name != "expected.txt" and path.stat().st_size < 60_000:
                yield path


def tables(*folders):
    """CSV files and workbooks, the latter packed and unpacked."""
    for path in files(*folders):
        if path.suffix in (".csv", ".txt"):
            yield b"c" + path.read_bytes()
        elif path.suffix in (".xlsx", ".xls", ".ods"):
            yield b"x" + path.read_bytes()
            yield b"z" + unpacked(path)


def sheet():
    yield from tables("imports", "bad_imports")


def ssda903():
    header = b"CHILD,SEX,DOB,ETHNIC\n1,1,01/02/2010,WBRI\n2,F,01/01/2015,MOTH\n"
    rows = [
        b"1,01/06/2023,S,C2,N1,U4,PR1,,,,HR1 2AB,HR4 9XY,\n",
        b"1,01/06/2023,S,C2,N1,U4,PR1,10/09/2024,X1,CARPL,HR1 2AB,HR4 9XY,\n1,10/09/2024,P,C2,N1,K2,PR4,,,,HR1 2AB,HR4 9XY,SC000001\n",
        b"1,01/05/2024,S,C2,N1,U4,PR1,01/12/2024,E4A,,,,\n1,01/06/2024,P,C2,N1,T1,,01/07/2024,X1,,,,\n2,2024-11-01,S,V4,N1,U6,PR1,2024-11-05,X1,,,,\n",
    ]
    review = b"CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2010,01/09/2024,PN1\n"
    for nth, text in enumerate(rows):
        yield b"f" + together([(2, EPISODES + rows[0]), (3, header), (4, EPISODES + text)])
        yield b"f" + together([(nth, EPISODES + text), (5, header), (7, review)])


def postcodes():
    folders = "good_imports/postcodes", "bad_imports/postcodes"
    for path in files(*folders):
        if path.suffix == ".csv":
            yield b"c" + path.read_bytes()
            yield b"d" + together([(2, path.read_bytes()), (3, path.read_bytes())])
    postcode = (0x123456789ABCDEF).to_bytes(8, "little")
    for counts in ([0, 0, 0, 0, 2], [1, 1, 1, 1, 2]):
        header = bytearray(64)
        for nth, count in enumerate(counts):
            header[32 + 4 * nth : 36 + 4 * nth] = count.to_bytes(4, "little")
        about = b'{"title":"ONSPD","postcodes":1,"terminated":0,"unlocated":0,"repeated":0,"faulty":0,"files":[],"left_out":[]}'
        header[48:52] = len(about).to_bytes(4, "little")
        body = postcode * counts[0] + bytes(16 * counts[1] + 16 * counts[2] + 24 * counts[3])
        yield b"s" + bytes(header) + body + about
    yield b"i" + b"placewell index\0" + bytes(48)


def ofsted():
    yield from tables("imports/ofsted", "bad_imports/ofsted")


def carers():
    yield b"k[weekly]\nfoster.own = 520\nchildrens_home = 5300.5\n"
    yield b"k[weekly]\nconnected = 1\nfoster.private = 2.25\n"
    folder = TESTS / "imports/carers"
    cases = [(path, path.with_suffix(".toml")) for path in sorted(folder.glob("*.csv"))]
    cases += [(path, path.parent / "columns.toml") for path in files("bad_imports/carers") if path.suffix == ".csv"]
    for register, mapping in cases:
        yield b"r" + together([(0, register.read_bytes()), (1, mapping.read_bytes())])


def families():
    yield from tables("imports/families", "bad_imports/families")


def council():
    for folder in [TESTS / "good", *sorted((TESTS / "bad").iterdir())]:
        named = [(nth, folder / name) for nth, name in enumerate(COUNCIL)]
        yield b"f" + together((nth, path.read_bytes()) for nth, path in named if path.is_file())


def main():
    target, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for nth, seed in enumerate(globals()[target]()):
        (folder / f"seed-{nth:03}").write_bytes(seed)


main()
