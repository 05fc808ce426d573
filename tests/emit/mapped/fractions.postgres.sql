WITH sums AS MATERIALIZED (
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
    c.by_trunk,
    c.by_period,
    COUNT(*) AS sum_calls,
    COUNT(c.sum_answered) AS sum_answered,
    CAST(ROUND(1000 * SUM(c.sum_duration)) AS BIGINT) AS sum_duration,
    SUM(c.sum_bill_duration) AS sum_bill_duration,
    SUM(c.sum_talked) AS sum_talked,
    SUM(c.sum_cost) AS sum_cost,
    COALESCE(CAST(ROUND(1000000 * SUM(c.sum_transfer_duration)) AS BIGINT), 0) AS sum_transfer_duration,
    COALESCE(SUM(c.sum_conference_duration), 0) AS sum_conference_duration,
    SUM(c.sum_transfer_cost) AS sum_transfer_cost,
    SUM(c.sum_conference_cost) AS sum_conference_cost,
    COUNT(c.sum_transfers) AS sum_transfers,
    COALESCE(SUM(c.sum_agent_duration), 0) AS sum_agent_duration
  FROM (
    SELECT
      c."user_id" AS by_user_id,
      COALESCE(CAST(c."call_status" AS TEXT), '') COLLATE "C" AS by_call_status,
      CAST(TRUNC(c."duration") AS BIGINT) AS by_duration,
      COALESCE(CAST(c."hangup" AS TEXT), '') COLLATE "C" AS by_hangup,
      COALESCE(CAST(c."destination" AS TEXT), '') COLLATE "C" AS by_destination,
      COALESCE(
        CAST(CASE
          WHEN CHAR_LENGTH(CAST(c."caller_id" AS TEXT)) > 3
          THEN REPEAT('*', CHAR_LENGTH(CAST(c."caller_id" AS TEXT)) - 3) || RIGHT(CAST(c."caller_id" AS TEXT), 3)
          ELSE REPEAT('*', CHAR_LENGTH(CAST(c."caller_id" AS TEXT)))
        END AS TEXT),
        ''
      ) COLLATE "C" AS by_caller_id,
      COALESCE(CAST(c."q850" AS TEXT), '') COLLATE "C" AS by_q850,
      c."sip_status" AS by_sip_status,
      COALESCE(CAST(c."extension" AS TEXT), '') COLLATE "C" AS by_extension,
      COALESCE(CAST(c."transfer_to" AS TEXT), '') COLLATE "C" AS by_transfer_to,
      COALESCE(CAST(c."conference_to" AS TEXT), '') COLLATE "C" AS by_conference_to,
      COALESCE(CAST(c."trunk" AS TEXT), '') COLLATE "C" AS by_trunk,
      100 * (
        100 * DATE_PART('year', c."began" AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris') + DATE_PART('month', c."began" AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris')
      ) + DATE_PART('hour', c."began" AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris') AS by_period,
      CASE WHEN c."bill_duration" > 0 THEN 1 END AS sum_answered,
      c."duration" AS sum_duration,
      CAST(ROUND(1000 * c."bill_duration") AS BIGINT) AS sum_bill_duration,
      CASE
        WHEN c."bill_duration" > 0
        THEN CAST(ROUND(1000 * c."bill_duration") AS BIGINT)
        ELSE 0
      END AS sum_talked,
      c."cost" AS sum_cost,
      c."transfer_duration" AS sum_transfer_duration,
      CAST(ROUND(10 * c."conference_duration") AS BIGINT) AS sum_conference_duration,
      c."transfer_cost" AS sum_transfer_cost,
      c."conference_cost" AS sum_conference_cost,
      CASE WHEN c."transfer_to" <> '' THEN 1 END AS sum_transfers,
      c."agent_tenths" AS sum_agent_duration
    FROM "call_log" AS c
    WHERE
      c."began" >= %(start_at)s AND c."began" < %(end_at)s
      AND (
        c."destination" IN (%(destination_1)s, '')
        AND CAST(c."destination" AS TEXT) COLLATE "C" IN (%(destination_1)s, '')
        OR c."destination" IS NULL
      )
      AND c."user_id" IN (%(user_1)s, %(user_2)s)
      AND c."trunk_id" IN (%(original_trunk_id_1)s, %(original_trunk_id_2)s)
      AND c."call_type" IN (%(callsType_1)s, %(callsType_2)s)
      AND c."duration" >= %(duration_1)s
      AND c."duration" <> %(duration_2)s
      AND CAST(ROUND(1000 * c."bill_duration") AS BIGINT) >= %(bill_duration_1)s
      AND CAST(ROUND(1000 * c."bill_duration") AS BIGINT) <> %(bill_duration_2)s
      AND (
        c."destination" LIKE %(destination_prefix_1)s
        AND CAST(c."destination" AS TEXT) COLLATE "C" LIKE %(destination_prefix_1)s
        OR c."destination" LIKE %(destination_prefix_2)s
        AND CAST(c."destination" AS TEXT) COLLATE "C" LIKE %(destination_prefix_2)s
      )
    OFFSET 0
  ) AS c
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
    sum_calls >= %(having_1)s
    AND sum_answered >= %(having_2)s
    AND sum_duration >= %(having_3)s
    AND sum_bill_duration >= %(having_4)s
    AND sum_answered > 0
    AND 1000000000 * CAST(sum_talked AS DECIMAL) >= %(having_5)s * (1000 * CAST(sum_answered AS DECIMAL))
    AND 100000000000 * CAST(sum_answered AS DECIMAL) >= %(having_6)s * CAST(sum_calls AS DECIMAL)
    AND 1000000 * sum_cost >= %(having_7)s
    AND sum_transfer_duration >= %(having_8)s
    AND sum_conference_duration >= %(having_9)s
    AND 1000000 * sum_transfer_cost >= %(having_10)s
    AND 1000000 * sum_conference_cost >= %(having_11)s
    AND sum_transfers >= %(having_12)s
    AND sum_agent_duration >= %(having_13)s
    AND sum_calls >= %(smallest_group)s
  ORDER BY
    sum_calls DESC,
    sum_answered DESC,
    sum_duration DESC,
    sum_bill_duration DESC,
    DIV(sum_talked, NULLIF(sum_answered, 0)) DESC NULLS LAST,
    CAST(sum_talked %% NULLIF(sum_answered, 0) AS DOUBLE PRECISION) / NULLIF(sum_answered, 0) DESC,
    CAST(sum_answered AS DOUBLE PRECISION) / sum_calls DESC,
    sum_cost DESC NULLS LAST,
    sum_transfer_duration DESC,
    sum_conference_duration DESC,
    sum_transfer_cost DESC NULLS LAST,
    sum_conference_cost DESC NULLS LAST,
    sum_transfers DESC,
    sum_agent_duration DESC,
    by_user_id DESC NULLS LAST,
    by_call_status DESC,
    by_duration DESC,
    by_hangup DESC,
    by_destination DESC,
    by_caller_id DESC,
    by_q850 DESC,
    by_sip_status DESC NULLS LAST,
    by_extension DESC,
    by_transfer_to DESC,
    by_conference_to DESC,
    by_trunk DESC,
    by_period
  LIMIT %(limit)s
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
  TO_CHAR(by_period, 'FM0000 00 00') AS period,
  sum_calls AS total,
  sum_answered AS successful,
  DIV(2 * sum_duration + CASE WHEN sum_duration < 0 THEN -1000 ELSE 1000 END, 2000) AS call_duration,
  DIV(
    2 * sum_bill_duration + CASE WHEN sum_bill_duration < 0 THEN -1000 ELSE 1000 END,
    2000
  ) AS call_bill_duration,
  TRIM_SCALE(
    DIV(200 * sum_talked + 1000 * sum_answered, NULLIF(2000 * sum_answered, 0)) * 0.01
  ) AS acd,
  TRIM_SCALE(DIV(20000 * sum_answered + sum_calls, 2 * sum_calls) * 0.01) AS asr,
  TRIM_SCALE(sum_cost) AS cost,
  DIV(
    2 * sum_transfer_duration + CASE WHEN sum_transfer_duration < 0 THEN -1000000 ELSE 1000000 END,
    2000000
  ) AS transfer_duration,
  DIV(
    2 * sum_conference_duration + CASE WHEN sum_conference_duration < 0 THEN -10 ELSE 10 END,
    20
  ) AS conference_duration,
  TRIM_SCALE(sum_transfer_cost) AS transfer_cost,
  TRIM_SCALE(sum_conference_cost) AS conference_cost,
  sum_transfers AS total_transfer,
  DIV(2 * sum_agent_duration + CASE WHEN sum_agent_duration < 0 THEN -10 ELSE 10 END, 20) AS call_agent_duration
FROM page
ORDER BY
  sum_calls DESC,
  sum_answered DESC,
  sum_duration DESC,
  sum_bill_duration DESC,
  DIV(sum_talked, NULLIF(sum_answered, 0)) DESC NULLS LAST,
  CAST(sum_talked %% NULLIF(sum_answered, 0) AS DOUBLE PRECISION) / NULLIF(sum_answered, 0) DESC,
  CAST(sum_answered AS DOUBLE PRECISION) / sum_calls DESC,
  sum_cost DESC NULLS LAST,
  sum_transfer_duration DESC,
  sum_conference_duration DESC,
  sum_transfer_cost DESC NULLS LAST,
  sum_conference_cost DESC NULLS LAST,
  sum_transfers DESC,
  sum_agent_duration DESC,
  by_user_id DESC NULLS LAST,
  by_call_status DESC,
  by_duration DESC,
  by_hangup DESC,
  by_destination DESC,
  by_caller_id DESC,
  by_q850 DESC,
  by_sip_status DESC NULLS LAST,
  by_extension DESC,
  by_transfer_to DESC,
  by_conference_to DESC,
  by_trunk DESC,
  by_period
