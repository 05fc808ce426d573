WITH legs AS (
  SELECT
    ifNull(CAST(c."call_id" AS Nullable(String)), '') AS leg_key,
    c."began" AS leg_start,
    c."seq" AS leg_order,
    c."user_id" AS leg_user_id,
    c."call_status" AS leg_call_status,
    c."duration" AS leg_duration,
    c."hangup" AS leg_hangup,
    c."destination" AS leg_destination,
    c."caller_id" AS leg_caller_id,
    c."q850" AS leg_q850,
    c."sip_status" AS leg_sip_status,
    c."extension" AS leg_extension,
    c."transfer_to" AS leg_transfer_to,
    c."conference_to" AS leg_conference_to,
    c."trunk_no" AS leg_trunk,
    c."account" AS leg_account_number,
    c."carrier_code" AS leg_carrier,
    c."bill_duration" AS leg_1_answered,
    c."cost" AS leg_cost,
    c."transfer_duration" AS leg_transfer_duration,
    c."conference_duration" AS leg_conference_duration,
    c."transfer_cost" AS leg_transfer_cost,
    c."conference_cost" AS leg_conference_cost,
    c."agent_duration" AS leg_agent_duration,
    c."trunk_id" AS leg_trunk_id,
    c."call_type" AS leg_call_type
  FROM "call_log" AS c
  WHERE
    c."began" >= {rows_start_at:DateTime64(6, 'UTC')} AND c."began" < {rows_end_at:DateTime64(6, 'UTC')}
), ranked AS (
  SELECT
    c.*,
    ROW_NUMBER() OVER (PARTITION BY c.leg_key ORDER BY c.leg_start, c.leg_order) AS leg_first
  FROM legs AS c
), calls_ AS (
  SELECT
    MIN(c.leg_start) AS call_start,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_user_id END) AS call_user_id,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_call_status END) AS call_call_status,
    SUM(c.leg_duration) AS call_duration,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_hangup END) AS call_hangup,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_destination END) AS call_destination,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_caller_id END) AS call_caller_id,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_q850 END) AS call_q850,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_sip_status END) AS call_sip_status,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_extension END) AS call_extension,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_transfer_to END) AS call_transfer_to,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_conference_to END) AS call_conference_to,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_trunk END) AS call_trunk,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_account_number END) AS call_account_number,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_carrier END) AS call_carrier,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_trunk END) AS call_tariff,
    CASE WHEN SUM(c.leg_1_answered) > 0 THEN 1 ELSE 0 END AS call_answered,
    SUM(c.leg_1_answered) AS call_bill_duration,
    SUM(c.leg_cost) AS call_cost,
    SUM(c.leg_transfer_duration) AS call_transfer_duration,
    SUM(c.leg_conference_duration) AS call_conference_duration,
    SUM(c.leg_transfer_cost) AS call_transfer_cost,
    SUM(c.leg_conference_cost) AS call_conference_cost,
    SUM(c.leg_agent_duration) AS call_agent_duration,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_trunk_id END) AS call_trunk_id,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_call_type END) AS call_call_type
  FROM ranked AS c
  GROUP BY
    c.leg_key
  HAVING
    MIN(c.leg_start) >= {start_at:DateTime64(6, 'UTC')} AND MIN(c.leg_start) < {end_at:DateTime64(6, 'UTC')}
), sums_ AS (
  SELECT
    c.call_user_id AS by_user_id,
    ifNull(c.call_call_status, '') AS by_call_status,
    c.call_duration AS by_duration,
    ifNull(c.call_hangup, '') AS by_hangup,
    ifNull(c.call_destination, '') AS by_destination,
    ifNull(
      CASE
        WHEN lengthUTF8(c.call_caller_id) > 3
        THEN CONCAT(repeat('*', lengthUTF8(c.call_caller_id) - 3), rightUTF8(c.call_caller_id, 3))
        ELSE repeat('*', lengthUTF8(c.call_caller_id))
      END,
      ''
    ) AS by_caller_id,
    ifNull(c.call_q850, '') AS by_q850,
    c.call_sip_status AS by_sip_status,
    ifNull(c.call_extension, '') AS by_extension,
    ifNull(c.call_transfer_to, '') AS by_transfer_to,
    ifNull(c.call_conference_to, '') AS by_conference_to,
    c.call_trunk AS by_trunk,
    c.call_account_number AS by_account_number,
    c.call_carrier AS by_carrier,
    c.call_tariff AS by_tariff,
    100 * toYYYYMM(c.call_start, 'Europe/Paris') + toHour(c.call_start, 'Europe/Paris') AS by_period,
    COUNT(*) AS sum_calls,
    countIf(c.call_answered = 1) AS sum_answered,
    SUM(toInt128(c.call_duration)) AS sum_duration,
    SUM(toInt128(c.call_bill_duration)) AS sum_bill_duration,
    sumIf(toInt128(c.call_bill_duration), c.call_answered = 1) AS sum_talked,
    SUM(c.call_cost) AS sum_cost,
    COALESCE(SUM(toInt128(c.call_transfer_duration)), 0) AS sum_transfer_duration,
    COALESCE(SUM(toInt128(c.call_conference_duration)), 0) AS sum_conference_duration,
    SUM(c.call_transfer_cost) AS sum_transfer_cost,
    SUM(c.call_conference_cost) AS sum_conference_cost,
    countIf(c.call_transfer_to <> '') AS sum_transfers,
    COALESCE(SUM(toInt128(c.call_agent_duration)), 0) AS sum_agent_duration
  FROM calls_ AS c
  WHERE
    (
      c.call_destination IN ({destination_1:String}, '') OR c.call_destination IS NULL
    )
    AND c.call_user_id IN ({user_1:Int64}, {user_2:Int64})
    AND c.call_trunk_id IN ({original_trunk_id_1:Int64}, {original_trunk_id_2:Int64})
    AND c.call_call_type IN ({callsType_1:Int64}, {callsType_2:Int64})
    AND c.call_duration >= {duration_1:Int64}
    AND c.call_duration <> {duration_2:Int64}
    AND c.call_bill_duration >= {bill_duration_1:Int64}
    AND c.call_bill_duration <> {bill_duration_2:Int64}
    AND (
      startsWith(c.call_destination, {destination_prefix_1:String})
      OR startsWith(c.call_destination, {destination_prefix_2:String})
    )
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    16
), totals AS (
  SELECT
    c.by_user_id,
    c.by_call_status,
    c.by_duration,
    c.by_hangup,
    c.by_destination,
    c.by_caller_id,
    c.by_q850,
    c.by_sip_status,
    c.by_extension,
    c.by_transfer_to,
    c.by_conference_to,
    ifNull(n12."label", '') AS by_trunk,
    CASE
      WHEN n13."code" = c.by_account_number
      THEN CASE WHEN match(n13."number", '^[0-9]{1,18}$') THEN toInt64OrNull(n13."number") END
    END AS by_account_number,
    ifNull(n14."label", '') AS by_carrier,
    CASE WHEN n15."id" = c.by_tariff THEN n15."class" END AS by_tariff,
    c.by_period,
    SUM(c.sum_calls) AS sum_calls,
    SUM(c.sum_answered) AS sum_answered,
    SUM(c.sum_duration) AS sum_duration,
    SUM(c.sum_bill_duration) AS sum_bill_duration,
    SUM(c.sum_talked) AS sum_talked,
    SUM(c.sum_cost) AS sum_cost,
    SUM(c.sum_transfer_duration) AS sum_transfer_duration,
    SUM(c.sum_conference_duration) AS sum_conference_duration,
    SUM(c.sum_transfer_cost) AS sum_transfer_cost,
    SUM(c.sum_conference_cost) AS sum_conference_cost,
    SUM(c.sum_transfers) AS sum_transfers,
    SUM(c.sum_agent_duration) AS sum_agent_duration
  FROM sums_ AS c
  LEFT JOIN "calls" AS n12
    ON n12."id" = c.by_trunk
  LEFT JOIN "sums" AS n13
    ON n13."code" = c.by_account_number
  LEFT JOIN "named" AS n14
    ON n14."code" = c.by_carrier
  LEFT JOIN "tariffs" AS n15
    ON n15."id" = c.by_tariff
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    16
), page AS (
  SELECT
    *
  FROM totals
  WHERE
    sum_calls >= {having_1:Int64}
    AND sum_answered >= {having_2:Int64}
    AND sum_duration >= {having_3:Int64}
    AND sum_bill_duration >= {having_4:Int64}
    AND sum_answered > 0
    AND 1000000000 * toInt128(sum_talked) >= {having_5:Int64} * toInt128(sum_answered)
    AND 100000000000 * toInt128(sum_answered) >= {having_6:Int64} * toInt128(sum_calls)
    AND 1000000 * sum_cost >= {having_7:Int64}
    AND sum_transfer_duration >= {having_8:Int64}
    AND sum_conference_duration >= {having_9:Int64}
    AND 1000000 * sum_transfer_cost >= {having_10:Int64}
    AND 1000000 * sum_conference_cost >= {having_11:Int64}
    AND sum_transfers >= {having_12:Int64}
    AND sum_agent_duration >= {having_13:Int64}
    AND sum_calls >= {smallest_group:Int64}
  ORDER BY
    sum_calls DESC,
    sum_answered DESC,
    sum_duration DESC,
    sum_bill_duration DESC,
    intDiv(sum_talked, nullIf(sum_answered, 0)) DESC,
    toFloat64(sum_talked % nullIf(sum_answered, 0)) / nullIf(sum_answered, 0) DESC,
    toFloat64(sum_answered) / sum_calls DESC,
    sum_cost DESC,
    sum_transfer_duration DESC,
    sum_conference_duration DESC,
    sum_transfer_cost DESC,
    sum_conference_cost DESC,
    sum_transfers DESC,
    sum_agent_duration DESC,
    by_user_id DESC,
    by_call_status DESC,
    by_duration DESC,
    by_hangup DESC,
    by_destination DESC,
    by_caller_id DESC,
    by_q850 DESC,
    by_sip_status DESC,
    by_extension DESC,
    by_transfer_to DESC,
    by_conference_to DESC,
    by_trunk DESC,
    by_account_number DESC,
    by_carrier DESC,
    by_tariff DESC,
    by_period
  LIMIT {limit:UInt64}
)
SELECT
  by_user_id AS caller_user_id,
  by_call_status AS status,
  by_duration AS duration,
  by_hangup AS client_hangup_disposition,
  by_destination AS dst,
  by_caller_id AS client_callerid_number,
  by_q850 AS q850,
  by_sip_status AS sip_term_status,
  by_extension AS src,
  by_transfer_to AS transfer_to,
  by_conference_to AS conference_to,
  by_trunk AS trunk,
  by_account_number AS "account_number",
  by_carrier AS "carrier",
  by_tariff AS "tariff",
  CONCAT(
    leftPad(toString(intDiv(by_period, 10000)), 4, '0'),
    ' ',
    leftPad(toString(intDiv(by_period, 100) % 100), 2, '0'),
    ' ',
    leftPad(toString(by_period % 100), 2, '0')
  ) AS period,
  sum_calls AS total,
  sum_answered AS successful,
  sum_duration AS call_duration,
  sum_bill_duration AS call_bill_duration,
  round(toDecimal128(sum_talked, 3) / nullIf(sum_answered, 0), 2) AS acd,
  round(toDecimal128(100 * sum_answered, 3) / sum_calls, 2) AS asr,
  sum_cost AS cost,
  sum_transfer_duration AS transfer_duration,
  sum_conference_duration AS conference_duration,
  sum_transfer_cost AS transfer_cost,
  sum_conference_cost AS conference_cost,
  sum_transfers AS total_transfer,
  sum_agent_duration AS call_agent_duration
FROM page
ORDER BY
  sum_calls DESC,
  sum_answered DESC,
  sum_duration DESC,
  sum_bill_duration DESC,
  intDiv(sum_talked, nullIf(sum_answered, 0)) DESC,
  toFloat64(sum_talked % nullIf(sum_answered, 0)) / nullIf(sum_answered, 0) DESC,
  toFloat64(sum_answered) / sum_calls DESC,
  sum_cost DESC,
  sum_transfer_duration DESC,
  sum_conference_duration DESC,
  sum_transfer_cost DESC,
  sum_conference_cost DESC,
  sum_transfers DESC,
  sum_agent_duration DESC,
  by_user_id DESC,
  by_call_status DESC,
  by_duration DESC,
  by_hangup DESC,
  by_destination DESC,
  by_caller_id DESC,
  by_q850 DESC,
  by_sip_status DESC,
  by_extension DESC,
  by_transfer_to DESC,
  by_conference_to DESC,
  by_trunk DESC,
  by_account_number DESC,
  by_carrier DESC,
  by_tariff DESC,
  by_period
