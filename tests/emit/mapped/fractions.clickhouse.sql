WITH sums AS (
  SELECT
    c."user_id" AS by_user_id,
    ifNull(c."call_status", '') AS by_call_status,
    toInt64(trunc(c."duration")) AS by_duration,
    ifNull(c."hangup", '') AS by_hangup,
    ifNull(c."destination", '') AS by_destination,
    ifNull(
      CASE
        WHEN lengthUTF8(c."caller_id") > 3
        THEN CONCAT(repeat('*', lengthUTF8(c."caller_id") - 3), rightUTF8(c."caller_id", 3))
        ELSE repeat('*', lengthUTF8(c."caller_id"))
      END,
      ''
    ) AS by_caller_id,
    ifNull(c."q850", '') AS by_q850,
    c."sip_status" AS by_sip_status,
    ifNull(c."extension", '') AS by_extension,
    ifNull(c."transfer_to", '') AS by_transfer_to,
    ifNull(c."conference_to", '') AS by_conference_to,
    ifNull(c."trunk", '') AS by_trunk,
    100 * toYYYYMM(c."began", 'Europe/Paris') + toHour(c."began", 'Europe/Paris') AS by_period,
    COUNT(*) AS sum_calls,
    countIf(c."bill_duration" > 0) AS sum_answered,
    toInt128(round(1000 * SUM(c."duration"))) AS sum_duration,
    SUM(toInt128(round(1000 * c."bill_duration"))) AS sum_bill_duration,
    sumIf(toInt128(round(1000 * c."bill_duration")), c."bill_duration" > 0) AS sum_talked,
    SUM(c."cost") AS sum_cost,
    COALESCE(toInt128(round(1000000 * SUM(c."transfer_duration"))), 0) AS sum_transfer_duration,
    COALESCE(SUM(toInt128(round(10 * c."conference_duration"))), 0) AS sum_conference_duration,
    SUM(c."transfer_cost") AS sum_transfer_cost,
    SUM(c."conference_cost") AS sum_conference_cost,
    countIf(c."transfer_to" <> '') AS sum_transfers,
    COALESCE(SUM(toInt128(c."agent_tenths")), 0) AS sum_agent_duration
  FROM "call_log" AS c
  WHERE
    c."began" >= {start_at:DateTime64(6, 'UTC')} AND c."began" < {end_at:DateTime64(6, 'UTC')}
    AND (
      c."destination" IN ({destination_1:String}, '') OR c."destination" IS NULL
    )
    AND c."user_id" IN ({user_1:Int64}, {user_2:Int64})
    AND c."trunk_id" IN ({original_trunk_id_1:Int64}, {original_trunk_id_2:Int64})
    AND c."call_type" IN ({callsType_1:Int64}, {callsType_2:Int64})
    AND c."duration" >= {duration_1:Int64}
    AND c."duration" <> {duration_2:Int64}
    AND toInt128(round(1000 * c."bill_duration")) >= {bill_duration_1:Int64}
    AND toInt128(round(1000 * c."bill_duration")) <> {bill_duration_2:Int64}
    AND (
      startsWith(c."destination", {destination_prefix_1:String})
      OR startsWith(c."destination", {destination_prefix_2:String})
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
    13
), page AS (
  SELECT
    *
  FROM sums
  WHERE
    sum_calls >= {having_1:Int64}
    AND sum_answered >= {having_2:Int64}
    AND sum_duration >= {having_3:Int64}
    AND sum_bill_duration >= {having_4:Int64}
    AND sum_answered > 0
    AND 1000000000 * toInt128(sum_talked) >= {having_5:Int64} * (1000 * toInt128(sum_answered))
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
  CONCAT(
    leftPad(toString(intDiv(by_period, 10000)), 4, '0'),
    ' ',
    leftPad(toString(intDiv(by_period, 100) % 100), 2, '0'),
    ' ',
    leftPad(toString(by_period % 100), 2, '0')
  ) AS period,
  sum_calls AS total,
  sum_answered AS successful,
  intDiv(2 * sum_duration + CASE WHEN sum_duration < 0 THEN -1000 ELSE 1000 END, 2000) AS call_duration,
  intDiv(
    2 * sum_bill_duration + CASE WHEN sum_bill_duration < 0 THEN -1000 ELSE 1000 END,
    2000
  ) AS call_bill_duration,
  round(toDecimal128(sum_talked, 3) / nullIf(1000 * sum_answered, 0), 2) AS acd,
  round(toDecimal128(100 * sum_answered, 3) / sum_calls, 2) AS asr,
  sum_cost AS cost,
  intDiv(
    2 * sum_transfer_duration + CASE WHEN sum_transfer_duration < 0 THEN -1000000 ELSE 1000000 END,
    2000000
  ) AS transfer_duration,
  intDiv(
    2 * sum_conference_duration + CASE WHEN sum_conference_duration < 0 THEN -10 ELSE 10 END,
    20
  ) AS conference_duration,
  sum_transfer_cost AS transfer_cost,
  sum_conference_cost AS conference_cost,
  sum_transfers AS total_transfer,
  intDiv(2 * sum_agent_duration + CASE WHEN sum_agent_duration < 0 THEN -10 ELSE 10 END, 20) AS call_agent_duration
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
  by_period
