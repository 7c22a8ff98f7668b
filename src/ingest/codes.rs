//! Every problem that reading a council folder can report: code, title, and what it means for whom. The
//! same text serves messages and `placewell explain CODE`. Codes starting with W are warnings.

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Stable code, such as `E0203`.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What it is, why it matters and what to try.
    pub explanation: &'static str,
}

impl Code {
    /// What to try when the message knows nothing better.
    pub fn usual_action(&self) -> &'static str {
        match self.code {
            "E0203" => "write the date as 2026-03-31 or 31/03/2026, without a time",
            "E0204" => "check day and month against the case record",
            "E0205" => "write a whole number in figures, without units or decimals",
            "E0206" => "look for a digit too many, or a value in the wrong column",
            "E0208" => "enter the price or unit cost; leave credits out",
            "E0209" => "write yes or no",
            "E0210" => "write domain=level with a level from 0 to 3",
            "E0211" | "E0212" => "use the plain id of the case system",
            "E0214" => "give National Grid metres; look for swapped columns, kilometres or degrees",
            _ => "correct the value",
        }
    }

    /// The kind of problem with this code, in any case.
    pub fn find(code: &str) -> Option<&'static Self> {
        ALL.iter().find(|c| c.code.eq_ignore_ascii_case(code))
    }
}

macro_rules! problems {
    ($($name:ident = $code:literal, $title:literal, $explanation:literal;)+) => {
        $(#[doc = $title] pub const $name: Code = Code {
            code: $code, title: $title, explanation: $explanation,
        };)+

        /// Every kind of problem, in order of code.
        pub const ALL: &[Code] = &[$($name),+];
    };
}

problems! {
    FOLDER_NOT_FOUND = "E0001", "the council folder does not exist",
        "There is nothing at the path given. Check the spelling and the folder that you are in; give the folder that holds council.toml.";
    NOT_A_FOLDER = "E0002", "a file was given where a council folder is needed",
        "A council is read from a folder of CSV files with council.toml, not from one file. Give the folder that holds the file.";
    ARCHIVE = "E0003", "an archive was given where a council folder is needed",
        "The path is a zip or other archive. The tool does not unpack archives, so that personal data are not copied about. Unpack it yourself into a folder with restricted access and give that folder.";
    FOLDER_UNREADABLE = "E0004", "the council folder cannot be opened",
        "The system does not let this user list the folder. Ask for read permission, or copy the folder to where you may read it.";
    MISSING_FILE = "E0101", "a file is missing from the folder",
        "Files other than assessments.csv, approvals.csv and episodes.csv must be there, even with a heading and no rows, so that a file left out by mistake is not taken for an empty one. Add the file; data/README.md lists its columns.";
    NOT_A_FILE = "E0102", "something else has the name of a file",
        "A folder or a device stands where a CSV file should be. Rename it and put the file in its place.";
    UNREADABLE = "E0103", "the file cannot be read",
        "The system refused to read the file: usually a missing permission, or the file is open in another program. Ask for read permission or close the other program.";
    EMPTY_FILE = "E0104", "the file is empty",
        "The file has no heading. An export that failed looks the same, so the file is refused. Export it again; if there is truly nothing to say, keep the heading alone.";
    NOT_UTF8 = "E0105", "the text is not UTF-8",
        "Names with accents would be damaged, and one damaged id breaks a match. The file was probably saved as Windows-1252 (Latin-1). In Excel choose 'CSV UTF-8 (comma delimited)'; in LibreOffice choose the character set 'Unicode (UTF-8)' when saving.";
    WRONG_DELIMITER = "E0106", "fields are not separated by commas",
        "The heading has semicolons or tabs where commas should be, as spreadsheets write under some regional settings. Save the file again as comma-separated values. Semicolons separate the values of one list field.";
    MISSING_COLUMN = "E0107", "a required column is missing",
        "Without the column the rows cannot be read, so the other checks of the file are skipped. Add the column or correct its heading; data/README.md lists the columns.";
    DUPLICATE_COLUMN = "E0108", "a heading appears twice",
        "It is not clear which of the two columns is meant. Delete or rename one.";
    FIELD_COUNT = "E0109", "a row has too many or too few fields",
        "Every row must have as many fields as the heading, or values slide into the wrong column. The usual causes are a comma inside a text without quotation marks and a quotation mark that is not closed.";
    TRUNCATED = "E0110", "the last line is cut short",
        "The file ends in the middle of a row, as after an interrupted copy or a full disk. Rows after it may be missing too. Copy or export the file again.";
    UNCLOSED_QUOTE = "E0111", "a quotation mark is not closed",
        "A field starts with a quotation mark that has no partner, so the rest of the file was taken as one value. Close it; a quotation mark inside a quoted value is written twice.";
    RECORD_TOO_LONG = "E0112", "a row is longer than 1 MiB",
        "No row of a council folder is so long: the file is not CSV, line ends are missing, or a quotation mark is not closed. The rest of the file was not read.";
    SPREADSHEET = "E0113", "the file is a workbook, not CSV",
        "The file starts like an Excel or OpenDocument workbook, or a zip, although its name ends in .csv. Open it in the spreadsheet program and save the sheet as 'CSV UTF-8'.";
    VALUE_MISSING = "E0201", "a required value is blank",
        "The value is needed by law or by the method, and no default would be honest. Fill it in; data/README.md says which fields may be blank and what a blank means.";
    UNKNOWN_CODE = "E0202", "a value is not in the code list",
        "The field takes one of a list of codes, compared without regard to case. Check the spelling against the list in the message or in data/README.md.";
    BAD_DATE = "E0203", "a value is not a date",
        "Dates are written yyyy-mm-dd (2026-03-31) or dd/mm/yyyy (31/03/2026), with a four-digit year and no time.";
    IMPOSSIBLE_DATE = "E0204", "a date is not in the calendar",
        "The day does not exist in that month, such as 31 February, or the month is above 12 because month and day were swapped. Correct it from the case record.";
    BAD_NUMBER = "E0205", "a value is not a whole number",
        "The field takes a whole number in figures, without units, spaces or decimals.";
    OUT_OF_RANGE = "E0206", "a number is out of range",
        "The number is outside what is possible for this field, so it was probably typed into the wrong column or with a digit too many.";
    BAD_COST = "E0207", "a cost cannot be read",
        "Costs are pounds a week in figures with up to two decimals, such as 1234.50, without a pound sign or thousands separators. An annual cost must be divided by 52.";
    NEGATIVE_COST = "E0208", "a cost is negative",
        "A negative cost would make a home look better the more it is used. Enter the price or unit cost; leave credits and recoveries out.";
    BAD_FLAG = "E0209", "a value is neither yes nor no",
        "The field takes yes or no. What a blank means differs from column to column: see data/README.md.";
    BAD_LEVEL = "E0210", "a needs profile cannot be read",
        "Needs and capabilities are written as domain=level pairs separated by ;, such as behaviour=2;learning=1, with levels 0 to 3. A domain left out has level 0.";
    BAD_ID = "E0211", "an id has a character that it must not have",
        "Ids must not hold control characters, line breaks or ; (which separates ids in lists): such an id cannot be looked up from another file. Use the case system's plain id.";
    LONG_ID = "E0212", "an id is longer than 64 characters",
        "So long an id is usually a pasted note or two columns run together. Use the case system's plain id.";
    HALF_LOCATION = "E0213", "a location has only one coordinate",
        "Easting and northing belong together; with one alone no distance can be measured. Fill in both or leave both blank.";
    OUTSIDE_BRITAIN = "E0214", "a location is outside Great Britain",
        "National Grid coordinates are metres: eastings 0 to 700,000, northings 0 to 1,300,000. Latitudes and longitudes, kilometres and swapped columns are the usual causes.";
    BAD_CODE = "E0215", "a code has characters that no code has",
        "The field takes a code of up to nine plain letters and figures, as the return or the ONS writes it. A longer text has slid in from another column.";
    FUTURE_DATE = "E0301", "a date is after the day of the data",
        "The event is recorded as past, but its date is after as_at in council.toml. Correct the date, or as_at if the data are newer than it says.";
    EARLY_DATE = "E0302", "a date is before 1900",
        "No person of this data can have been alive then. Two-digit years and blank dates written as 1899-12-30 by spreadsheets are the usual causes.";
    TOO_OLD = "E0303", "a child is over 25",
        "Children's services end at 25 even for care leavers, so the date of birth or the row is wrong. Check the date of birth, or take out people who have left.";
    BORN_AFTER_ENTRY = "E0304", "a child was born after entering care",
        "The date of birth is after the first day of care. One of the two is wrong.";
    AGES_REVERSED = "E0305", "the youngest age is above the oldest",
        "With these terms of approval the home could take nobody. Swap or correct the two ages.";
    SIBLING_PLACES = "E0306", "there are fewer places for siblings than places",
        "places_if_siblings is the number of places when all the children are one sibling group; it is never below places. Leave it blank where the terms say nothing.";
    APPROVAL_REVERSED = "E0307", "an approval ends before it was given",
        "approved_on is after until, so the approval was never in force. Correct one of the dates.";
    PLACEMENT_REVERSED = "E0308", "a placement is planned to end before it starts",
        "planned_end is before start_date. Correct one of the dates.";
    EPISODE_REVERSED = "E0309", "an episode ends before it starts",
        "DEC is before DECOM, or the child was born after DECOM. The forecast counts days in care from these dates.";
    OVER_APPROVAL = "E0310", "a home has more children than its approval allows",
        "Current residents and places taken by other authorities exceed the approval. Either a placement has ended and is still in placements.csv, or the number of places is wrong. If it is true, record the exemption and raise places.";
    TWO_PLACEMENTS = "E0311", "a child has two current placements",
        "placements.csv says where each child lives on the day of the data, so a child may appear once. Delete the placement that has ended.";
    HISTORY_TOO_OLD = "E0312", "the care history is too old for a forecast",
        "The last date in episodes.csv is more than 548 days (eighteen months) before as_at in council.toml. A return is of a year that ends on 31 March and is made in the three months after it, so that a history is at most fifteen months old, and three more where nothing happened for a while: at least one yearly return is missing. Children who were in care then have left, and others have come. Import every return up to as_at. A history of fewer than fifty episodes is warned of instead (W0720), since a long time without any event is usual in it.";
    DUPLICATE_ID = "E0401", "an id is used twice",
        "Rows of other files could not tell which of the two is meant. Delete the repeated row or give it its own id.";
    UNKNOWN_CHILD = "E0402", "a child is not in children.csv",
        "The row names a child that the folder does not have: a spelling mistake, a child who has left, or an id of another system.";
    UNKNOWN_HOME = "E0403", "a home is not in homes.csv",
        "The row names a home that the folder does not have: a spelling mistake, a home that has closed and was taken out, or an id of another system.";
    UNKNOWN_AREA = "E0404", "a district is not in areas.csv",
        "The row names a district that the folder does not have. Add it to areas.csv or correct the code.";
    SELF_LINK = "E0501", "a child is linked to the same child",
        "Both ids of the row are the same. Correct one of them or delete the row.";
    DUPLICATE_LINK = "E0502", "a pair of siblings is listed twice",
        "The pair has two rows with the same plan; the order of the two children does not matter. Delete one.";
    TWO_PLANS = "E0503", "a pair of siblings has two plans",
        "Two rows give different plans for the same pair. Keep the plan of the latest sibling assessment.";
    CONTRADICTION = "E0504", "siblings to live together include a pair to live apart",
        "Following the links marked together from child to child joins two children who are assessed to live apart, so no placement can satisfy all of them. Check the chain in the message against the sibling assessments.";
    LARGE_GROUP = "E0505", "a sibling group has more than twelve children",
        "So many children linked to live together are almost always families joined by a wrong id. Check the links in the message.";
    SELF_INCOMPATIBLE = "E0506", "a child is incompatible with the same child",
        "incompatible_with names the row's own child. Name the other child, or set solo to yes if the child must live alone.";
    TOGETHER_INCOMPATIBLE = "E0507", "siblings to live together are recorded as incompatible",
        "Following the links marked together joins two children of whom one is listed in the other's incompatible_with. Correct the plan or the list.";
    BAD_TOML = "E0601", "a TOML file cannot be parsed",
        "The file breaks the rules of TOML at the place given: usually a missing quotation mark, bracket or equals sign.";
    UNKNOWN_KEY = "E0602", "a TOML file has an unknown key",
        "The key would be ignored, and a policy that is misspelt would silently not apply. Correct the spelling; data/README.md lists the keys of council.toml, and data/plan-costs.md those of a file of costs.";
    MISSING_KEY = "E0603", "council.toml lacks a key",
        "name, code and as_at have no honest default. Add the key.";
    BAD_SETTING = "E0604", "a value in a TOML file is of the wrong kind or out of range",
        "The message says what the key takes. Text needs quotation marks, numbers must not have them.";
    UNKNOWN_MEASURE = "E0605", "a tier names an unknown measure",
        "A term of a tier names a duty or measure by its code, such as D21. This one does not exist, or it is a bar and measures nothing.";
    BAD_TIER = "E0606", "a tier is empty or repeated",
        "Each tier needs a name of its own and at least one term, and a measure belongs to one term of one tier; otherwise the order of the law is not what the file seems to say.";
    SAME_AUTHORITY = "E0701", "two folders of a market are of one authority",
        "A market is made of several authorities, each with one folder; the ONS code in council.toml says whose it is. Two folders of one code would count its children and homes twice. Give one folder for each authority, or correct the code.";
    TIERS_DIFFER = "E0702", "the tiers of the folders of a market differ",
        "One market is solved in one order of the objective, so policy.tiers must be the same in every council.toml: names, terms, weights and tolerances. Thresholds and points may differ; each authority's own apply to its children.";
    NO_RETURN_TABLE = "E0801", "no table of the SSDA903 return was found",
        "A table is recognised by its columns, not by its file name: episodes by CHILD, DECOM, RNE and PLACE, the header by CHILD, SEX, DOB and ETHNIC. Give the folder that holds the CSV files of the return, one folder or one folder a year.";
    TABLE_LACKS_COLUMN = "E0802", "a table lacks a column that it needs",
        "The file is recognisable, but without the column its rows cannot be used. Export it again with the column, or correct the heading.";
    TOO_MANY_DROPPED = "E0803", "too many rows of a file could not be used",
        "A few rows with a fault are dropped and listed; where more than one in ten would be, the file itself is probably at fault (a wrong export, dates changed by a spreadsheet, merged cells), and importing the rest would mislead. Correct the file; --accept-losses imports what is left all the same.";
    NOT_A_POSTCODE_DIRECTORY = "E0804", "the file is not a postcode directory",
        "ONSPD and NSPL are read by their headings: pcds (or pcd7, pcd8, pcd), a local authority district (oslaua, laua or lad..cd), eastings and northings. Give the whole CSV of the directory, not a user guide or a lookup.";
    BAD_INDEX = "E0805", "a postcode index cannot be used",
        "The index file is damaged or was made by another version. Delete it and give the directory's CSV file again: the index is made anew.";
    NOT_A_PROVIDER_LIST = "E0806", "the file is not an Ofsted list of providers",
        "Ofsted's lists are read by their headings: URN, provision type (or provider type) and local authority. Give the provider-level list as .csv or .xlsx, with its headings and notes as published.";
    NOT_A_REGISTER = "E0807", "the carers register cannot be read with this mapping",
        "A heading that columns.toml names is not in the file, or a field that every home needs has neither a heading nor a value. `placewell import carers FILE --suggest` proposes a mapping from the headings.";
    BAD_MAPPING = "E0808", "columns.toml cannot be used",
        "The mapping names our field, their heading, and what their values mean. The message gives the place and what the key takes.";
    BAD_KEY = "E0809", "the key of the pseudonyms cannot be used",
        "Ids are replaced by keyed pseudonyms. The key is a file of 64 hexadecimal figures that is kept apart from the data; with another key the same child has another id. Give the file that the first import wrote, or a new path to start afresh.";
    UNKNOWN_AUTHORITY = "E0810", "the authority is not known",
        "Give an English authority with children's services duties by its name or ONS code, such as Herefordshire or E06000019.";
    NOT_A_FAMILY_FILE = "E0811", "the file does not say who is whose brother or sister",
        "Families are read from a table with a family and a person (fami_family_id and fami_person_id, or family_id and child_id), or with a pair of children (child_a and child_b, with an optional plan and reason).";
    CIRCULAR_EXTENDS = "E0901", "a scenario extends itself",
        "A scenario takes over what the file named in extends says. Following extends from file to file leads back to a file that was read already, so there is no first one. Take out one extends of the chain in the message.";
    UNKNOWN_LEVER = "E0902", "a scenario pulls an unknown lever",
        "A table under [levers] is called after its lever, or names it with lever = \"...\". `placewell scenario schema` lists the levers with their keys, and an editor that reads #:schema completes them.";
    BAD_LEVER = "E0903", "a lever lacks a key, or has keys that do not go together",
        "A lever needs its own figures, such as carers or percent; no default would be honest. A key that would have no say beside another is refused too: it would be told as done. The message says which.";
    INTERVAL_REVERSED = "E0904", "an interval is upside down",
        "An 80% interval is written { low = 5, high = 15 }, low first. With low above high no spread can be drawn; with both equal the number is fixed, so write it alone.";
    LEVER_DATES = "E0905", "a lever's dates are upside down",
        "from is after until, so the lever would never be pulled. Dates are written 2027-04-01, or \"+6 months\" from the start of the forecast.";
    CONTRADICTION_OF_LEVERS = "E0906", "two levers contradict each other",
        "Both set one and the same thing, of which only one can hold whatever their times; or both pull one lever for the same children, homes and time; or one pulls it up and the other down at times that overlap, for children or homes of which some are of both: ages that overlap, or all and a part of them (a lever without a key is about all). Delete one; where both are meant, give two rounds of recruitment different times, and keep what goes up and what goes down apart, by what each is about or by letting one end before the other begins; to replace a lever of a file that is extended, give the new one its name.";
    NOT_OF_COUNCIL = "E0907", "a scenario does not fit the council",
        "A lever names a district, a provider or an authority that the council's folder does not have, or needs a figure that it does not give. The message says what the folder has.";
    BAD_SWEEP = "E0908", "a sweep cannot be laid out",
        "A sweep varies figures of the levers of the same scenario, named \"LEVER.KEY\": a grid over lists of values, or a Latin hypercube over ranges. The message says what is missing.";
    UNKNOWN_COLUMN = "W0701", "a column is not known and was ignored",
        "The file has a heading that the tool does not read. If it is misspelt, its values are being lost.";
    UNKNOWN_FILE = "W0702", "a CSV file is not known and was ignored",
        "The folder has a CSV file that the tool does not read. If its name is misspelt, its rows are being lost.";
    NO_HOME_LOCATION = "W0703", "a location is missing",
        "Without the location no distance can be measured: for a child, near home and school cannot be weighed; for a home, no distance to anybody. Fill in easting and northing.";
    STALE = "W0704", "a row looks out of date",
        "A date that should lie ahead has passed: a hold or an approval that has ended, a placement whose planned end is gone. Check that the row is current.";
    ADULT = "W0705", "a person of 18 or over is listed as a child looked after",
        "Young people are looked after until 18. Care leavers who stay put do not need a match; take them out unless the row is meant.";
    BEFORE_ENTRY = "W0706", "a placement starts before the child entered care",
        "start_date is before entered_care. The child may have had an earlier period of care, or one date is wrong.";
    WISHES_CLASH = "W0707", "a child has asked for a home and said no to it",
        "The same home is in wishes_for and wishes_against. Ask again and keep one.";
    LINE_BREAK = "W0708", "a text has a line break",
        "Only notes usually have several lines. A quotation mark that is closed too late makes one value of several rows, and those rows are lost. Look at the quotation marks of the row; if the text is meant, replace the line break by a space.";
    SHORT_BREAKS_ONLY = "W0709", "a child who has short breaks only is listed as a child looked after",
        "Legal status V3 or V4 is a series of short breaks, which is not being looked after (Care Planning Regulations 2010 reg 48): indicators, tables and theoretical plans leave the child out. A placement round places her if she has no home. Take the row out, or correct legal_status.";
    DAYS_DIFFER = "W0711", "the folders of a market are of different days",
        "The market is taken as of the latest day: ages and approvals in force are those of that day. A child who has moved in between may be counted in two homes' places. Draw the folders up on one day.";
    HOMES_DIFFER = "W0712", "the folders of a market differ about a home",
        "A home that stands in several folders counts once. Where they differ, the reading that asks most of a placement counts: fewer places, narrower terms, less skill, the higher price, the status that takes fewer referrals. Agree the row between the authorities.";
    URN_TWICE = "W0713", "one URN stands for two places",
        "Two folders give one Ofsted number to homes of one kind that are more than two miles apart, so they count as two homes. If they are one, its places are counted twice. Correct the URN or the coordinates.";
    CROWDED = "W0714", "the children of all folders together are more than a home's places",
        "Each folder alone keeps to the home's places, but not all of them together: one has not counted the other's children in occupied_by_others, or a placement has ended. Nobody else is placed there in this round.";
    WITHOUT_EFFECT = "W0715", "a scenario, or one of its levers, changes nothing",
        "The lever begins after the last month, has a size of nothing, is about homes, a district or authorities that the council has none of, or is one that the simulation has no room for; or the scenario pulls no lever and sets no policy: targets alone change nothing in a run, and are measured against. It runs all the same, and its futures are those without it.";
    COST_OF_THE_WHOLE = "W0716", "a sweep varies how many, and the cost is of the whole",
        "pounds_once and pounds_a_week are what the whole lever costs, however many come of it, so that twenty cost no more than five. Where each costs something, say so with pounds_once_each and pounds_a_week_each.";
    TARGET_OF_NO_RUN = "W0717", "a target is on an indicator that a run does not measure",
        "A run simulates months and measures fewer indicators than an assessment of one day. placewell assess, match and plan measure the target, with the scenario's figure in [policy.targets] of council.toml; placewell compare shows the targets that a run measures: own_provision, in_area, near_home, sibling_pairs_together, miles_from_home and in_house_of_mainstream.";
    MISSED = "W0718", "a lever does not come to what it is to reach",
        "A rate and an in-house share are solved for in the simulation. What was found misses the figure by more than 2% of it, since more of the lever brings it no nearer or the search ended before; or the day on which it is to be reached lies after the last month of the run, which then shows only the way there. Or a lever lets a number of children leave care or move, and the simulation finds fewer of them.";
    MORE_THAN_THERE_ARE = "W0719", "a lever asks for more children or homes than there are",
        "A lever lets a number of children leave care or move, and fewer of those whom it is about are in care today: a run does it with as many as it finds, those who come later counted, and says how many that were. Or a lever closes more homes than there are of those that it is about: a run closes as many as there are on the day.";
    HISTORY_ENDS_EARLY = "W0720", "the care history ends well before the day of the data",
        "The last date in episodes.csv is more than 92 days (a quarter of a year) before as_at in council.toml. Children who have come, moved or left since are not in the history, and a forecast begins where the history ends, not today. Returns are yearly, so that this is usual some months after 31 March: import the newest return, or an extract of episodes up to as_at. After 548 days at least one yearly return is missing, and a forecast is refused (E0312).";
    HISTORY_DISAGREES = "W0721", "episodes and placements disagree about who is in care",
        "Some children have an open episode in episodes.csv and are not in children.csv, or have a placement in placements.csv and no open episode. The forecast of children starts with those in open episodes; that of homes with those of children.csv, and with those in open episodes as well where the history goes up to as_at: the two start with different totals. Children who have no placement yet are told of only where they are more than one in ten of those in an open episode: all of them would begin without a home. Import both from one day; look for episodes that were never ended, and for children who have left or come since the return.";
    NO_HOMES_AHEAD = "W0722", "a forecast of homes was asked for, and the folder has no home or no child to play",
        "homes.csv has no open foster home, children's home or supported accommodation, which are those that rounds fill; or children.csv has no rows, and a child who comes in a future is placed like one of the list. The forecast is of children alone: there are no places.csv, system.csv and places.html. Add the homes or the children, or say --places 0 where children alone are meant.";
    FEW_FUTURES = "W0723", "fewer than twenty futures: no ranges",
        "A range that holds 90 of a hundred futures is not to be told from fewer than twenty: the lowest and highest would stand for it. Means are told, and percentiles, ranges and shares of futures are left out of tables, documents and pages. Ask for more: --replications for children, --places for homes.";
    CODE_NOT_KNOWN = "W0724", "episodes have a place or provider that a forecast cannot tell",
        "place in episodes.csv says where a child lived, and place_provider whether a foster or children's home was the authority's own or of others. Where place is blank or in no year's code list of the SSDA903 return, the child counts as elsewhere, beside secure homes and custody; where the provider is blank, a foster or children's home counts as the authority's own, so that a forecast has too many own places in use. Codes are those of any year: U1 to U6, K1, K2, H5, P1 and so on, and PR0 to PR5. Fill them in, or import the returns again.";
    IDENTIFYING_ID = "W0901", "an id looks like a name or an NHS number",
        "Ids must not identify a child by themselves. The id was replaced by a keyed pseudonym unless ids are kept; correct the source, so that names and NHS numbers do not travel in exports.";
    NOT_A_TABLE = "W0902", "a file was not recognised and was left out",
        "Its columns are not those of a table that is read. If it should be one, compare its headings with the return's guidance.";
    TAKEN_FOR_WINDOWS_1252 = "W0903", "the text is not UTF-8 and was taken for Windows-1252",
        "Codes and dates are not harmed by it; a name with accents might be. Save the file as CSV UTF-8 to be sure.";
    SEVERAL_AUTHORITIES = "W0904", "the tables hold rows of several authorities",
        "A regional extract has a column LA. All rows were taken together; --la NAME takes one authority's rows alone.";
    MIXED_YEARS = "W0905", "dates do not fit the year of the return",
        "A return covers 1 April to 31 March. Rows that start after its last day belong to another return, or the year was told wrongly. They were used; look at the folder names and the YEAR column.";
    ORPHANS = "W0906", "some children have episodes and no header, or a header and no episodes",
        "An episode without a header has no date of birth, sex or ethnicity: it counts, but the child cannot be matched. The report lists all of them. Usually a header file of one year is missing.";
    CODE_OUTSIDE_LIST = "W0907", "codes are not in any year's code list",
        "The value was kept out where a code is needed. The report counts them by field.";
    REPEATED_FILE = "W0908", "the same file was given twice",
        "Two files have the same bytes, so every row of the second says nothing new. Rows that are repeated are merged; a year may be missing that the second copy stands for.";
    NO_POSTCODES = "W0909", "there is no postcode directory",
        "Without it the council has no distances, districts or areas of placement. Give ONSPD or NSPL with --postcodes.";
    COLUMN_NOT_THERE = "W0910", "a table of the return lacks a column that it can do without",
        "The field counts as blank in every row of the file. If the heading is misspelt, its values are being lost.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_unique() {
        for pair in ALL.windows(2) {
            assert!(
                pair[0].code < pair[1].code,
                "{} is out of order",
                pair[1].code
            );
        }
        assert_eq!(Code::find("e0203").unwrap().code, "E0203");
        assert!(Code::find("E9999").is_none());
    }
}
