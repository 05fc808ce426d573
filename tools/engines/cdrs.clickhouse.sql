CREATE TABLE cdrs (
  id Int64,
  start_at DateTime64(6, 'UTC'),
  user_id Nullable(Int32),
  call_status Nullable(String),
  hangup Nullable(String),
  destination Nullable(String),
  caller_id Nullable(String),
  q850 Nullable(String),
  extension Nullable(String),
  transfer_to Nullable(String),
  conference_to Nullable(String),
  trunk Nullable(String),
  sip_status Nullable(Int32),
  trunk_id Nullable(Int32),
  call_type Nullable(Int32),
  duration Int32,
  bill_duration Int32,
  transfer_duration Nullable(Int32),
  conference_duration Nullable(Int32),
  agent_duration Nullable(Int32),
  cost Nullable(Decimal(14, 6)),
  transfer_cost Nullable(Decimal(14, 6)),
  conference_cost Nullable(Decimal(14, 6)),
  INDEX cdrs_destination destination TYPE bloom_filter GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY start_at;
