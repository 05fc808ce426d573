-- As Django makes them of cdr-stats/cdr-stats, cdr_stats/cdr/models.py and cdr_stats/switch/models.py.
CREATE TABLE voip_switch (id serial PRIMARY KEY, name varchar(100) NOT NULL, ipaddress varchar(100) NOT NULL UNIQUE);
CREATE TABLE hangup_cause (id serial PRIMARY KEY, code integer NOT NULL UNIQUE, enumeration varchar(100),
  cause varchar(100), description text);
CREATE TABLE voip_cdr (
  id serial PRIMARY KEY, user_id integer NOT NULL, switch_id integer NOT NULL, cdr_source_type integer,
  callid varchar(80) NOT NULL, caller_id_number varchar(80) NOT NULL, caller_id_name varchar(80) NOT NULL,
  destination_number varchar(80) NOT NULL, dialcode_id integer, state varchar(5), channel varchar(80),
  starting_date timestamp with time zone NOT NULL, duration integer NOT NULL, billsec integer NOT NULL,
  progresssec integer, answersec integer, waitsec integer, hangup_cause_id integer NOT NULL, direction integer NOT NULL,
  country_id integer, authorized boolean NOT NULL, call_type integer, accountcode varchar(80) NOT NULL,
  buy_rate numeric(10, 5) NOT NULL, buy_cost numeric(12, 5) NOT NULL, sell_rate numeric(10, 5) NOT NULL,
  sell_cost numeric(12, 5) NOT NULL, data jsonb NOT NULL
);
CREATE INDEX voip_cdr_starting_date ON voip_cdr (starting_date);
