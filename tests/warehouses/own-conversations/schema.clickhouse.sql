CREATE TABLE legs (begun DateTime64(3, 'UTC'), conversation Nullable(Int64), place Int32, dialled Nullable(String),
  talk Nullable(Int32)) ENGINE = MergeTree ORDER BY begun;
