SELECT
  sip_term_status,
  to_char(hour, 'HH24') AS period,
  total,
  successful,
  call_bill_duration,
  round(talked::numeric / nullif(successful, 0), 2) AS acd,
  round(100.0 * successful / total, 2) AS asr
FROM (
  SELECT
    nullif(lega_disconnect_code, 0) AS sip_term_status,
    date_trunc('hour', time_start AT TIME ZONE 'UTC') AS hour,
    count(*) AS total,
    count(*) FILTER (WHERE success) AS successful,
    coalesce(sum(duration), 0) AS call_bill_duration,
    sum(duration) FILTER (WHERE success) AS talked
  FROM cdr.cdr
  WHERE time_start >= '{start} 00:00+00' AND time_start < '{end} 00:00+00' AND is_last_cdr
  GROUP BY 1, 2
) AS hours
ORDER BY hour, sip_term_status
