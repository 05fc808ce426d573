CREATE TABLE cdrs (
  {columns},
  INDEX cdrs_destination destination TYPE bloom_filter GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY start_at;
