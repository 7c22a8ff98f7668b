//! The table of columns: one declaration of a file feeds its reader, its checks, its writer and its page
//! in `data/README.md`.

use crate::model::CodeSet;

/// One column of a file of the council folder.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Heading.
    pub name: &'static str,
    /// What a value may be.
    pub kind: Kind,
    /// Whether the field may hold several values, separated by `;`.
    pub list: bool,
    /// What a blank means.
    pub blank: Blank,
    /// One sentence for people.
    pub about: &'static str,
}

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// An id of the row itself.
    Id,
    /// The id of a row of another file.
    Reference(&'static str),
    /// Free text.
    Text,
    /// A code kept as it is written.
    Coded,
    /// Miles with up to one decimal.
    Miles,
    /// A date.
    Date,
    /// One of a list of codes, each with its meaning.
    Code(fn() -> Vec<(&'static str, &'static str)>),
    /// `yes` or `no`.
    Flag,
    /// A whole number in a range, with its unit.
    Whole {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
        /// Unit.
        unit: &'static str,
    },
    /// Pounds a week with up to two decimals.
    Pounds,
    /// `domain=level` pairs of a needs profile.
    Levels,
}

/// What a blank field means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// The field must be filled in.
    NotAllowed,
    /// The field may be blank, and means this.
    Means(&'static str),
}

/// A field of a row together with the column that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// The column.
    pub column: &'static Column,
    /// The text, without the spaces around it.
    pub text: &'a str,
}

impl<'a> Cell<'a> {
    /// A field of a row.
    pub fn new(column: &'static Column, text: &'a str) -> Self {
        Self {
            column,
            text: text.trim(),
        }
    }

    /// The values of a list field; blanks between separators do not count.
    pub fn items(self) -> impl Iterator<Item = &'a str> {
        self.text
            .split(';')
            .map(str::trim)
            .filter(|item| !item.is_empty())
    }
}

impl Column {
    const fn of(kind: Kind, blank: Blank) -> Self {
        Self {
            name: "",
            kind,
            list: false,
            blank,
            about: "",
        }
    }

    /// The same column, named and described.
    pub const fn named(self, name: &'static str, about: &'static str) -> Self {
        Self {
            name,
            about,
            ..self
        }
    }

    /// A blank is allowed and means this.
    pub const fn blank(self, means: &'static str) -> Self {
        Self {
            blank: Blank::Means(means),
            ..self
        }
    }

    /// A blank is not allowed.
    pub const fn required(self) -> Self {
        Self {
            blank: Blank::NotAllowed,
            ..self
        }
    }

    /// Several values are allowed, and none at all.
    pub const fn list(self) -> Self {
        Self {
            list: true,
            blank: Blank::Means("none"),
            ..self
        }
    }

    /// Whether the heading must be in the file.
    pub fn is_required(&self) -> bool {
        self.blank == Blank::NotAllowed
    }

    /// The values allowed, in words, for messages and documentation.
    pub fn expected(&self) -> String {
        let one = match self.kind {
            Kind::Id => "an id of up to 64 characters".to_owned(),
            Kind::Reference(file) => format!("an id of {file}"),
            Kind::Text => "text".to_owned(),
            Kind::Coded => "a code of up to 9 letters and figures".to_owned(),
            Kind::Miles => "miles with up to one decimal, such as 12.3".to_owned(),
            Kind::Date => "a date as yyyy-mm-dd (or dd/mm/yyyy)".to_owned(),
            Kind::Flag => "yes or no".to_owned(),
            Kind::Whole { min, max, unit } => {
                let unit = if unit.is_empty() {
                    ""
                } else {
                    &format!(" {unit}")
                };
                format!("a whole number from {min} to {max}{unit}")
            }
            Kind::Pounds => "pounds a week, such as 1234.50".to_owned(),
            Kind::Levels => "domain=level pairs, such as behaviour=2".to_owned(),
            Kind::Code(codes) => {
                let codes: Vec<&str> = codes().iter().map(|(code, _)| *code).collect();
                format!("one of {}", codes.join(", "))
            }
        };
        if self.list {
            format!("{one}; several are separated by ;")
        } else {
            one
        }
    }
}

/// Every code of a set with its meaning.
pub fn code_list<T: CodeSet>() -> Vec<(&'static str, &'static str)> {
    T::all().iter().map(|v| (v.code(), v.label())).collect()
}

/// The id of the row itself.
pub const fn id() -> Column {
    Column::of(Kind::Id, Blank::NotAllowed)
}

/// The id of a row of another file.
pub const fn reference(file: &'static str) -> Column {
    Column::of(Kind::Reference(file), Blank::NotAllowed)
}

/// Free text.
pub const fn text() -> Column {
    Column::of(Kind::Text, Blank::NotAllowed)
}

/// A code kept as it is written.
pub const fn coded() -> Column {
    Column::of(Kind::Coded, Blank::Means(NOT_RECORDED))
}

/// Miles with up to one decimal.
pub const fn miles() -> Column {
    Column::of(Kind::Miles, Blank::Means(NOT_RECORDED))
}

/// A date.
pub const fn date() -> Column {
    Column::of(Kind::Date, Blank::NotAllowed)
}

/// A code of a code set.
pub const fn code<T: CodeSet>() -> Column {
    Column::of(Kind::Code(code_list::<T>), Blank::NotAllowed)
}

/// A yes-or-no fact of which a blank means no.
pub const fn flag() -> Column {
    Column::of(Kind::Flag, Blank::Means("no"))
}

/// A yes-or-no fact of which a blank means that nobody has recorded it.
pub const fn yes_no() -> Column {
    Column::of(Kind::Flag, Blank::Means(NOT_RECORDED))
}

/// A whole number in a range.
pub const fn whole(min: i64, max: i64, unit: &'static str) -> Column {
    Column::of(Kind::Whole { min, max, unit }, Blank::NotAllowed)
}

/// Metres east on the National Grid.
pub const fn easting() -> Column {
    whole(0, 700_000, "metres east on the National Grid")
}

/// Metres north on the National Grid.
pub const fn northing() -> Column {
    whole(0, 1_300_000, "metres north on the National Grid")
}

/// Pounds a week.
pub const fn pounds() -> Column {
    Column::of(Kind::Pounds, Blank::NotAllowed)
}

/// A needs profile.
pub const fn levels() -> Column {
    Column::of(Kind::Levels, Blank::NotAllowed)
        .list()
        .blank("level 0 in every domain")
}

/// The commonest meaning of a blank.
pub const NOT_RECORDED: &str = "not recorded";

/// Declares the row of a file: a struct that serde reads (borrowing the text of the record) and writes, a
/// method for each column that gives the field with its column, and the table of columns.
macro_rules! columns {
    ($(#[$meta:meta])* $row:ident { $($name:ident: $column:expr, $about:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
        pub struct $row<'a> {
            $(
                #[doc = $about]
                #[serde(borrow, default)]
                pub $name: std::borrow::Cow<'a, str>,
            )+
        }

        impl $row<'_> {
            /// Every column, in the order of the file.
            pub const COLUMNS: &'static [$crate::ingest::column::Column] =
                &[$($column.named(stringify!($name), $about)),+];

            $(
                #[doc = $about]
                pub fn $name(&self) -> $crate::ingest::column::Cell<'_> {
                    const COLUMN: $crate::ingest::column::Column =
                        $column.named(stringify!($name), $about);
                    $crate::ingest::column::Cell::new(&COLUMN, &self.$name)
                }
            )+
        }
    };
}
pub(crate) use columns;
