//! The rules by which returns become one history, each with its code. Every row that is not used as it stands is
//! counted under one of them, and so is every value that a rule changes.

use crate::import::account::rules;

rules! {
    NO_CHILD = "R101", Dropped, "no id of a child", "CHILD is blank: nobody can tell whose row it is. Blank ids in runs are what merged cells leave behind.";
    HEADING_AGAIN = "R102", Dropped, "the headings again", "The row repeats the headings, as where files were pasted below one another.";
    SLID = "R103", Dropped, "more values than headings", "Values stand beyond the last heading, so they have slid out of their columns.";
    NO_START = "R104", Dropped, "no first day", "DECOM is blank: the episode has no place in time.";
    BAD_START = "R105", Dropped, "the first day is not a date", "DECOM cannot be read as a date.";
    BAD_END = "R106", Dropped, "the last day is not a date", "DEC cannot be read as a date. Taking it for open would keep a child in care who has left.";
    REVERSED = "R107", Dropped, "ends before it starts", "DEC is before DECOM.";
    AFTER_THE_DATA = "R108", Dropped, "starts after the day of the data", "DECOM is later than the last day that the data describe.";
    OTHER_AUTHORITY = "R109", Dropped, "another authority's row", "The column LA names another authority than the one asked for.";
    NOT_NEEDED = "R110", Dropped, "the table has nothing for a council folder", "Rows of this table are read for dates of birth alone; a council folder holds nothing else of it.";
    NO_EPISODES = "R111", Dropped, "a child without episodes", "The header names a child who has no episode in any return: there is nothing to place in time.";
    SPREADSHEET_ERROR = "R112", Dropped, "a spreadsheet's error", "CHILD holds #REF! or the like instead of an id.";
    BAD_ID = "R113", Dropped, "an id that cannot be one", "CHILD has more than 64 characters, a semicolon or a line break: no council folder takes it.";

    SAME_ROW = "R201", Merged, "the same row again", "Every field is the same as in another row: an export given twice, or an episode that several returns report alike.";
    CLOSED_ELSEWHERE = "R202", Merged, "open here, closed in another row", "An episode that is open at the end of one return comes again in the next. The row with the end is used.";
    EARLIER_RETURN = "R203", Merged, "an earlier return's version", "Two returns report the episode differently. The later return is the correction.";
    SAME_RETURN = "R204", Merged, "another version in the same return", "Two rows of one return have one placement from one day on. One with an end is used before one without, a later end before an earlier; of equals the one with more fields filled in, and of those the last by its codes in order of the alphabet, so that the order of files and rows decides nothing.";
    SAME_DAY = "R205", Merged, "began and ended on one day", "Another episode of the child covers that day. Nobody spent a night in it.";
    TEMPORARY = "R206", Merged, "a temporary move", "T0 to T4 (hospital, holidays, up to seven days elsewhere) are not moves: the days belong to the placement that they interrupt.";
    CONTINUED = "R207", Merged, "the placement after a temporary move", "The child came back to the same placement, so it is one episode.";
    COVERED = "R208", Merged, "covered by other rows", "Later rows cover all of its days.";
    EARLIER_RECORD = "R209", Merged, "an earlier record of the same child", "Of several rows about a child, the latest return's values are used; blanks are filled from earlier ones. Of two values of one return the greater is used (the later date, the last code in its list).";

    CLOSED_BY_NEXT = "R301", Changed, "open, closed where the next begins", "The child has a later episode, so this one has ended. It ends where the next begins. An episode of an earlier return does not end one that a later return still has open: it lies inside it.";
    CUT = "R302", Changed, "overlaps the next, cut where that begins", "Two episodes cannot hold at once. The later start counts.";
    RESUMED = "R303", Changed, "goes on after an episode inside it", "An episode lies inside this one: it goes on where that ends, so that no day in care is lost.";
    BRIDGED = "R304", Changed, "a gap that the codes deny", "REC X1 says that care went on and RNE of the next says that it did not begin anew, but up to 31 days lie between. They count as care.";
    CLOSED_AT_18 = "R305", Changed, "open past the 18th birthday", "Nobody is looked after from the 18th birthday (Children Act 1989 s105). The episode ends on it.";
    END_AFTER_DATA = "R306", Changed, "ends after the day of the data", "DEC is later than the last day that the data describe, so on that day the episode was open.";
    LEFT_OPEN = "R307", Changed, "left open by an older return", "The episode is open in a return, and no later return has the episode. It ends with the last day of that return, the last on which the child was known to be in care.";
    ONE_AFTER_ANOTHER = "R308", Changed, "two placements from one day on", "One return has two placements of the child that start on one day and end on different days. The child was in the one that ended first before the other.";

    NO_HEADER = "R351", Noticed, "an episode without a header", "No return has a header for the child: date of birth, sex and ethnicity are not known, unless another table has them.";
    BORN_ELSEWHERE = "R352", Noticed, "the date of birth is from another table", "The header is missing or has none; a table that repeats the date of birth does.";
    BIRTH_DIFFERS = "R353", Noticed, "two dates of birth", "Returns or tables give different dates of birth. The latest header's is used.";
    NO_BIRTH = "R354", Noticed, "no date of birth", "No table gives a readable date of birth. The history counts the child; she cannot be in children.csv.";
    BORN_LATER = "R355", Noticed, "born after the first day in care", "The date of birth is after the first episode's start, so it is not used.";
    SHORT_BREAKS = "R356", Noticed, "short breaks", "V3 and V4 are not part of being looked after and stand in short_breaks.csv.";
    NOT_LISTED = "R357", Noticed, "in care, but not in children.csv", "The child has an open episode and no usable date of birth, without which no duty can be checked.";
    CODE = "R358", Noticed, "a code outside every year's list", "The code is in no year's code list. It is kept where the folder holds codes as written, and left out where it needs a known one.";
}
