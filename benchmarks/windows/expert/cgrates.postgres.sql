SELECT
  status,
  to_char(hour, 'HH24') AS period,
  total,
  successful,
  round(nanoseconds / 1e9) AS call_bill_duration,
  round(talked / 1e9 / nullif(successful, 0), 2) AS acd,
  round(100.0 * successful / total, 2) AS asr
FROM (
  SELECT
    coalesce(extra_fields ->> 'DisconnectCause', '') AS status,
    date_trunc('hour', setup_time AT TIME ZONE 'UTC') AS hour,
    count(*) AS total,
    count(*) FILTER (WHERE answer_time >= '1971-01-01') AS successful,
    sum(usage) AS nanoseconds,
    sum(usage) FILTER (WHERE answer_time >= '1971-01-01') AS talked
  FROM cdrs
  WHERE setup_time >= '{start} 00:00+00' AND setup_time < '{end} 00:00+00'
    AND run_id = '*default' AND tor = '*voice' AND deleted_at IS NULL
  GROUP BY 1, 2
) AS hours
ORDER BY hour, status COLLATE "C"
