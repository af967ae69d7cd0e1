//! Thai: word breaker, break rules, normal form, Buddhist-era dates, keyboard table.
