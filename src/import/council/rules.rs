//! The rules by which a council is put together from the files.

use crate::import::account::rules;

rules! {
    ROUGH_PLACE = "R701", Noticed, "a sector, not a postcode", "The postcode is cut short, or the directory has no more of it than its sector. The middle of the sector stands for it, so distances are rough. An outward code alone gives an area and no distance.";
    TERMINATED = "R702", Noticed, "a postcode that is no longer in use", "It still says where the address was.";
    NO_SUCH_POSTCODE = "R703", Noticed, "a postcode that the directory does not have", "No place is known for it: no distance and no area.";
    IN_REGISTER = "R711", Noticed, "lives with carers of the register", "The register names the child.";
    BY_POSTCODE = "R712", Noticed, "joined to a household by postcode", "The register names no home of the child, but one household alone lives at the placement's postcode. Check it.";
    BY_URN = "R713", Noticed, "joined to a listed home by URN", "The episode's URN is a home's on Ofsted's list.";
    BY_SETTING = "R714", Noticed, "joined to a provider's setting by postcode", "The provider has several settings on the list; the one at the placement's postcode was taken.";
    INFERRED_HOME = "R715", Noticed, "a home made from the placement", "No list has the home. It has just the places that the council's children fill, and takes no referrals.";
    TWO_HOUSEHOLDS = "R716", Noticed, "two households name the child", "The first one in the register was taken.";
    OVER_PLACES = "R717", Changed, "more children than places", "More of the council's children live there than the list or the register gives places. The places were raised to the number of children: check the approval, or the placements that have ended.";
    MANY_PLACES = "R718", Changed, "more than 250 places", "The list counts the places of all premises. 250 were taken.";
    AT_AUTHORITY = "R719", Noticed, "the address is withheld", "The home stands at the central point of its authority: distances to it are rough.";
    NO_AUTHORITY = "R720", Noticed, "the area of a home is not known", "NUK stands for its authority, so it counts as neither in the area nor in an adjoining one.";
    PLACES_UNKNOWN = "R721", Noticed, "a listed home without places", "It has just the places that the council's children fill.";
    STRANGERS = "R722", Noticed, "a household with children whom no return has in care there", "The register names more children than live there by the returns. Their beds are taken: they count as other authorities' children.";
    REGISTER_DISAGREES = "R723", Noticed, "the register and the return disagree", "The register names the child, but the return has her in another kind of placement, which counts. The register is out of date, or the return is.";
    CARERS_AGE = "R724", Changed, "a carer's age that cannot be right", "By the date of birth the carer is younger than 16 or older than 110 on the day of the data. The age was left out.";
    NOT_A_CHILD = "R731", Noticed, "a relative who is not looked after", "The file of siblings names somebody who is not among the council's children looked after: a child who has left, a relative, or ids under another key.";
}
