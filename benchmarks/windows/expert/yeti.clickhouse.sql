SELECT
  nullIf(lega_disconnect_code, 0) AS sip_term_status,
  leftPad(toString(toHour(time_start, 'UTC')), 2, '0') AS period,
  count() AS total,
  countIf(success) AS successful,
  sum(duration) AS call_bill_duration,
  round(toDecimal64(sumIf(duration, success), 3) / nullIf(countIf(success), 0), 2) AS acd,
  round(toDecimal64(100 * countIf(success), 3) / count(), 2) AS asr
FROM cdrs
WHERE time_start >= toDateTime('{start}', 'UTC') AND time_start < toDateTime('{end}', 'UTC')
  AND is_last_cdr
GROUP BY lega_disconnect_code, toHour(time_start, 'UTC')
ORDER BY 2, 1 NULLS LAST
