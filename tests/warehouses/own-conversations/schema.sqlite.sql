CREATE TABLE legs (begun TEXT NOT NULL, conversation INTEGER, place INTEGER NOT NULL, dialled TEXT, talk INTEGER);
CREATE INDEX legs_begun ON legs (begun);
