//! The stated rules of family files.

use crate::import::account::rules;

rules! {
    NO_ID = "R601", Dropped, "a child or family without an id", "Nobody can tell who is meant.";
    SLID = "R602", Dropped, "values beyond the last heading", "The values have slid out of their columns, so none of them can be trusted.";
    BAD_ID = "R603", Dropped, "an id that cannot be one", "Ids have up to 64 characters, without semicolons and line breaks; spreadsheet errors are no ids.";
    SELF_PAIR = "R604", Dropped, "a child paired with the same child", "One of the two ids is wrong.";
    NOT_CONFIRMED = "R605", Dropped, "not confirmed", "A pair that was only proposed counts when a person has confirmed it.";
    DENIED = "R606", Dropped, "confirmed not to be brothers or sisters", "A person has said so.";
    LARGE_FAMILY = "R607", Dropped, "a family of more than twelve", "So many people with one family id are almost always strangers joined by a wrong id, such as that of an office or a placeholder. No pair of them is used.";
    SAME_PAIR = "R608", Merged, "the same pair again", "The order of the two children does not matter. A plan stands before a plan that is not known.";
    SAME_PERSON = "R609", Merged, "the same person of the same family again", "It says nothing new.";
    LONG_REASON = "R610", Changed, "a reason that looks like free text", "Free text is never read. A reason is a code or a short phrase of up to 40 characters and six words.";
    PLANS_DIFFER = "R611", Noticed, "two of a family with differing plans", "The rows of the two children say different things, so the pair counts as not yet assessed. Give a file of pairs to say what holds for each.";
}
