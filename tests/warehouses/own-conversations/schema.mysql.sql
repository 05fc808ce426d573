CREATE TABLE legs (begun datetime NOT NULL, conversation bigint, place integer NOT NULL, dialled varchar(40), talk integer);
CREATE INDEX legs_begun ON legs (begun);
