"""Makes the workbooks of the Ofsted tests again: `pip install openpyxl`, then run this from the repository.

Every provider, number and postcode is invented. The layouts are those of the workbooks that Ofsted gives to
authorities: titles in merged cells, line breaks in headings, dates as Excel dates, and what goes wrong in practice.
"""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

TESTS = Path(__file__).resolve().parents[2]
GOOD = TESTS / "imports" / "ofsted"
BAD = TESTS / "bad_imports" / "ofsted"

PROVIDERS = [
    "Local authority", "URN", "Provider type", "Provider subtype", "Sector", "Provider name", "Registration date",
    "Registration status", "Deregistration date", "Placement code", "Address line 1", "Town", "Provider\npostcode",
    "Telephone", "Email", "Owner type", "Owner name", "Placement provider code", "Date of last\nfull inspection",
    "Overall effectiveness", "Number of\nregistered places", "Emotional and behavioural difficulties",
    "Mental disorders", "Sensory impairment", "Present drug problems", "Present alcohol problems",
    "Learning difficulty", "Physical disabilities", "Conditions",
]


def row(**values):
    """A row of providers: blank but for these values, by the first word of the heading, in lower case."""
    keys = ["la", "urn", "type", "subtype", "sector", "name", "registered", "status", "closed", "code", "address",
            "town", "postcode", "telephone", "email", "owner_type", "owner", "provider_code", "inspected", "grade",
            "places", "ebd", "mental", "sensory", "drugs", "alcohol", "learning", "physical", "conditions"]
    assert set(values) <= set(keys), set(values) - set(keys)
    return [values.get(key) for key in keys]


def home(la, urn, places, **more):
    usual = dict(la=la, urn=urn, type="Children's Home", subtype="Children's Home", sector="Private",
                 name="The Old Dairy", registered=date(2019, 5, 1), status="Active", code="K2",
                 address="1 Any Street", town="Anytown", postcode="ZZ1 1AA", telephone="01234 567890",
                 email="manager@example.org", owner_type="Organisation", owner="Example Care Ltd",
                 provider_code="PR4", inspected=date(2025, 1, 14), grade="Good", places=places)
    usual.update(more)
    return row(**usual)


def titled(sheet, title, width):
    """A title over merged cells, a note and a blank row, as on the published sheets."""
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.append(["This worksheet contains one table. Some cells are empty."])
    sheet.append([])


def councils_2025():
    book = Workbook()
    cover = book.active
    cover.title = "Cover"
    cover.append(["Ofsted social care providers for local authorities"])
    cover.append(["Not for publication"])
    sheet = book.create_sheet("Providers")
    titled(sheet, "Social care providers as at 30 September 2025", 8)
    sheet.append(PROVIDERS)
    sheet.append(home("Herefordshire", 9000001, 4, ebd="Y", learning="Y", physical="N",
                      conditions="No more than 4 children aged 8 to 17. Females only."))
    sheet.append(home("Lancashire", "SC900002", "#REF!", ebd=3, mental=1))
    sheet["U6"].data_type = "e"
    sheet.append(home("Lancashire County Council", 9000003, 2, sector="Local Authority", provider_code="PR1",
                      owner="Lancashire County Council", postcode="zz22bb", physical="Y", inspected="not yet",
                      grade=None))
    sheet.append(home("Lincolnshire", 9000004, 12, subtype="Secure Children's Home", sector="Voluntary",
                      owner_type="Individual", owner="Jo Example"))
    sheet.append(home("Stockton-on-Tees", 9000005, 3, status="Resigned", closed=date(2024, 6, 30)))
    sheet.append(home("Herefordshire", 9000006, 40, type="Supported Accommodation", subtype=None, code="K3",
                      grade="Inconsistent quality of service delivery", postcode=None, conditions="For boys only"))
    sheet.append(home("Herefordshire", 9000007, None, type="Independent Fostering Agency", subtype=None,
                      name="Example Fostering", grade="Outstanding"))
    sheet.append(home("Atlantis", 9000008, 0, type="Supported Accommodation", subtype=None, grade="Splendid"))
    sheet.append(home("Lancashire", 9000009, 30, type="Boarding School", subtype=None))
    sheet.append(home("Lancashire", 9000010, 5, type="Day nursery", subtype=None))
    sheet.append(home("Herefordshire", 9000001, 4, ebd="Y", learning="Y", physical="N",
                      conditions="No more than 4 children aged 8 to 17. Females only."))
    sheet.append(["Source: Ofsted, as at the day in the title"])

    # A remark beside the table, and a value typed by mistake into the last cell of the sheet.
    sheet["AF7"] = "ask again"
    sheet["XFD1048576"] = "x"

    settings = book.create_sheet("SA Providers")
    settings.append(["Provider local authority", "Setting local authority", "URN", "Provider name",
                     "Setting category", "Capacity", "Setting address", "Setting postcode", "Closed date",
                     "Conditions"])
    settings.append(["Herefordshire", "Herefordshire", 9000006, "Example Homes", "Self-contained", 3,
                     "Flat 1", "ZZ3 3CC", None, "Aged 16 or 17"])
    # The provider's number is merged over its settings, so a workbook holds it once.
    settings.append(["Herefordshire", "Lancashire", None, "Example Homes", "Shared", 4, "Flat 2", "ZZ3 3CC"])
    settings.append(["Herefordshire", None, None, "Example Homes", "Shared", "four", "3 Other Street", "Any Street",
                     date(2025, 3, 31)])
    settings.append(["Herefordshire", "Lancashire", None, "Example Homes", "Shared", 4, "Flat 2", "ZZ3 3CC"])
    settings.merge_cells("C2:C5")
    settings.append(["Lincolnshire", "Lincolnshire", 9000011, "Other Homes", "Supported lodgings", 1, "REDACTED",
                     "REDACTED"])
    settings.append(["Lincolnshire", "Lincolnshire", 9000011, "Other Homes", "Supported lodgings", 1, "REDACTED",
                     "REDACTED"])
    book.save(GOOD / "councils_2025.xlsx")


def childrens_homes():
    book = Workbook()
    sheet = book.active
    sheet.title = "Settings and Inspection Info"
    sheet.append(["URN", "Local Authority", "Provider Type", "Sector", "Provider Status", "Owner Name",
                  "Provider Placement Code", "Max Users", "Multi Building CH",
                  "Latest overall Effectiveness grade from last full inspection", "Latest full inspection date",
                  "Emotional and Behavioural Difficulties", "Mental Disorders", "Sensory Impairment",
                  "Present Alcohol Problems", "Present Drug Problems", "Learning Difficulty",
                  "Physical Disabilities"])
    sheet.append(["SC900101", "North East Lincolnshire", "Children's Home", "Local Authority", "Active",
                  "North East Lincolnshire Council", "PR1/PR2", 6, "Y", "Requires Improvement", date(2023, 2, 1),
                  6, 0, 0, 0, 0, 6, 0])
    sheet.append(["SC900102", "Herefordshire", "Children's Home", None, "Active", "Example Care Ltd", "PR4", 3, None,
                  "Adequate", date(2014, 2, 1), 3, 3, 0, 3, 3, 0, "some"])
    sheet.append(["SC900103", "Lancashire", "Children's Home", "Private", "Pending", "Example Care Ltd", "PR4", 300,
                  None, None, None, 0, 0, 0, 0, 0, 0, 0])
    address = book.create_sheet("Address Details")
    address.append(["URN", "Setting Address 1", "Setting Postcode"])
    address.append(["SC900101", "2 Any Street", "ZZ4 4DD"])
    address.append(["SC900102", "REDACTED", "REDACTED"])
    address.append(["SC900199", "3 Any Street", "ZZ5 5EE"])
    conditions = book.create_sheet("Registration Conditions")
    conditions.append(["URN", "Condition text"])
    conditions.append(["SC900101", "The home may accommodate up to six young people."])
    conditions.append(["SC900101", "Children are aged between 10 and 17 years."])
    conditions.append(["SC900102", "No more than 3 children at any one time."])
    conditions.append(["SC900102", "One named child may stay until the age of 19."])
    conditions.append([None, "A condition of nobody"])
    book.save(GOOD / "childrens_homes.xlsx")


def urn_merged():
    book = Workbook()
    sheet = book.active
    sheet.title = "Providers"
    sheet.append(PROVIDERS)
    sheet.append(home("Herefordshire", 9000001, 4))
    sheet.append(home("Lancashire", None, 2))
    sheet.merge_cells("B2:B3")
    sheet.append(home("Lancashire", 9000002, 2))
    (BAD / "urn-merged").mkdir(exist_ok=True)
    book.save(BAD / "urn-merged" / "list.xlsx")


def no_list():
    book = Workbook()
    sheet = book.active
    sheet.title = "Address Details"
    sheet.append(["URN", "Setting Postcode"])
    sheet.append(["SC900101", "ZZ4 4DD"])
    other = book.create_sheet("Inspections")
    other.append([])
    other.append([None, "URN", "Provder type", "Local authority"])
    other.append([None, "SC900101", "Children's Home", "Lancashire"])
    (BAD / "workbook-without-list").mkdir(exist_ok=True)
    book.save(BAD / "workbook-without-list" / "list.xlsx")


if __name__ == "__main__":
    councils_2025()
    childrens_homes()
    urn_merged()
    no_list()
