//! The stated rules of a carers register.

use crate::import::account::rules;

rules! {
    NO_ID = "R501", Dropped, "no household id", "Nobody can tell whose row it is. Below a row with an id the cells were probably merged: unmerge them and fill the id down.";
    SLID = "R502", Dropped, "values beyond the last heading", "The values have slid out of their columns, so none of them can be trusted.";
    NEEDED_UNREADABLE = "R503", Dropped, "a value that every home needs cannot be read", "Without it the home would be offered to the wrong children. Correct the register, or say in [values] what the value means.";
    NEEDED_BLANK = "R504", Dropped, "a value that every home needs is blank", "There is no default for it in columns.toml, and none would be honest.";
    AGES_MADE_A_DATE = "R505", Dropped, "an age range that a spreadsheet made a date of", "Ages typed as 10-12 become 10-Dec. The range that was meant is likely but not certain; say it in [values.age_range], or correct the register.";
    AGES_REVERSED = "R506", Dropped, "the youngest age is above the oldest", "With these terms the home could take nobody; which age is wrong cannot be told.";
    NOT_APPROVED = "R507", Dropped, "not yet approved", "Applicants have no places. They belong to the recruitment pipeline.";
    SAME_ROW = "R508", Merged, "the same row again", "It says nothing new.";
    SAME_HOUSEHOLD = "R509", Merged, "another row of the same household", "Exports have a row for each carer or each type of approval. Lists are joined; of differing terms the narrower stand (fewer places and bedrooms, ages that both allow, the sex that either names, a smoker in either, sharing only where both allow it); of other differing values the first stands.";
    UNREADABLE = "R510", Changed, "a value cannot be read and was left out", "The home can do without it, so it counts as not recorded.";
    DEFAULTED = "R511", Changed, "blank, so the default of columns.toml stands", "The register has the column, and the row has no value in it.";
    TERMS_UNREAD = "R512", Changed, "terms of approval that are not of the plain pattern", "Only text such as \"2 children, 0-10, either\" is read. The defaults of columns.toml stand instead.";
    SIBLINGS_BELOW = "R513", Changed, "fewer places for siblings than places", "max_if_siblings is never below max_children; it was taken as the same.";
    HOLD_REASON = "R514", Changed, "a reason of a hold that the mapping does not name", "Free text is never read, so the reason is kept as other.";
    BEDROOMS = "R515", Changed, "no number of bedrooms", "It was taken as the number of places, which is right unless children share.";
    ROWS_DIFFER = "R516", Noticed, "rows of one household that differ", "The rows were merged as rule R509 says. Look at the household in the case system.";
    CLOSED = "R517", Noticed, "resigned or closed", "The household is kept with the status closed, so that children who still live there have a home.";
    NO_PLACE = "R518", Noticed, "no postcode and no location", "No distance to the home can be measured.";
    END_UNREADABLE = "R519", Dropped, "an end of approval that cannot be read", "A blank means no end, so an end that cannot be read must not count as blank.";
    EXEMPTION_UNREADABLE = "R520", Changed, "an exemption whose end cannot be read", "A blank means no end, so the exemption from the usual fostering limit was left out.";
}
