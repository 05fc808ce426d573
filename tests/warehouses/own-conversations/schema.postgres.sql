CREATE TABLE legs (begun timestamp NOT NULL, conversation bigint, place integer NOT NULL, dialled text, talk integer);
CREATE INDEX legs_begun ON legs (begun);
