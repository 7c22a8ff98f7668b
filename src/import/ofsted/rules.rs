//! The rules by which rows of a provider list are merged, left out, changed or brought to notice.

use crate::import::account::rules;

rules! {
    NO_URN = "R901", Dropped, "no URN",
        "A row without a URN cannot be told from another and cannot be linked to an episode. Notes below a table look the same.";
    BAD_URN = "R902", Dropped, "a URN that is none",
        "Ofsted's URNs are five to seven figures, or SC and six figures. Anything else is a note or a value in the wrong column.";
    SLID = "R903", Dropped, "values outside the columns",
        "The row has values beyond the last heading, so every value may stand under the wrong heading. A comma outside quotation marks does this, and so does a quotation mark that is closed too late, with which the rows below it are lost too.";
    UNKNOWN_PROVISION = "R904", Dropped, "a provision type that is not known",
        "It cannot be told whether children live there. The text is listed as it stands.";
    NOT_A_PLACEMENT = "R905", Dropped, "boarding, holidays or custody",
        "Boarding schools, colleges with boarders, holiday schemes and the secure training centre are inspected by Ofsted, but an authority does not place a child to live there.";
    SAME_AGAIN = "R911", Merged, "the same provider again",
        "The URN stands in the list already, with the same facts.";
    OPEN_STANDS = "R912", Merged, "the provider once open and once closed",
        "The list has the URN twice, and only one of the two is open. The open one stands.";
    OTHER_FACTS = "R913", Dropped, "the URN again with other facts",
        "The list has the URN already, with other places, authority, grade or kind. Nobody can tell which is right; the first stands.";
    SETTINGS_STAND = "R914", Merged, "a provider whose settings are listed",
        "The settings of a supported accommodation provider are listed one by one, each as a home. Counting the provider as well would count its places twice; what it says (owner, sector, grade) is said of each setting.";
    JOINED = "R915", Merged, "a row about a home of the list",
        "Conditions of registration and postcodes stand on sheets of their own and become part of the home with the same URN.";
    JOINED_TO_NOBODY = "R916", Dropped, "a row about a URN that is not a home of the list",
        "Conditions or a postcode are given for a URN that no home of the list has.";
    NOT_OPEN = "R921", Noticed, "suspended, resigned or closed",
        "The home is kept, because children of earlier years may have lived there, but it is not open.";
    STATUS_UNKNOWN = "R922", Noticed, "a registration status that is not known",
        "A provider that is not plainly active is not taken for open.";
    AUTHORITY_UNKNOWN = "R923", Noticed, "an authority that is not known",
        "The name or code is not that of an authority of England with children's services. Providers with a main office in Wales look the same.";
    NO_PLACES = "R924", Noticed, "no places",
        "The list does not say how many children the home may take.";
    PLACES_UNREADABLE = "R925", Changed, "a number that cannot be read",
        "Places and premises are whole numbers up to 2000. Another value is taken as not said, never as none.";
    GRADE_UNKNOWN = "R926", Changed, "a grade that is not known",
        "The judgement is not one of Ofsted's. It is taken as not said.";
    OUTCOME_AS_GRADE = "R927", Changed, "an outcome of supported accommodation, as a grade",
        "Supported accommodation has three outcomes and no grades. 'Consistently strong' counts as good, 'inconsistent quality' as requires improvement, 'serious or widespread weaknesses' as inadequate. The first is never taken for outstanding.";
    DATE_UNREADABLE = "R928", Changed, "a date that cannot be read",
        "The date of inspection or of closing is not a day. It is taken as not said; a home with an unreadable day of closing is taken for closed.";
    SECTOR_UNKNOWN = "R929", Changed, "a sector that is not known",
        "The sector is not one of Ofsted's. It is taken as not said.";
    NEED_UNREADABLE = "R930", Changed, "a need that is neither yes nor no",
        "The columns of needs take yes, no or a number. Another value is taken as no.";
    POSTCODE_UNREADABLE = "R931", Changed, "a postcode that is none",
        "The value has not the form of a postcode. It is not kept, for it may be a part of an address.";
    CONDITIONS_UNREAD = "R932", Noticed, "conditions that a person must read",
        "The conditions of registration say more than a number of children, ages or a sex. The tool does not act on what it cannot read; a person must.";
}
