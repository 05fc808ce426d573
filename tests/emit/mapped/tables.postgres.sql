WITH sums_ AS MATERIALIZED (
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
    COALESCE(SUM(c.sum_duration), 0) AS sum_duration,
    SUM(c.sum_bill_duration) AS sum_bill_duration,
    SUM(c.sum_talked) AS sum_talked,
    SUM(c.sum_cost) AS sum_cost,
    COALESCE(SUM(c.sum_transfer_duration), 0) AS sum_transfer_duration,
    COALESCE(SUM(c.sum_conference_duration), 0) AS sum_conference_duration,
    SUM(c.sum_transfer_cost) AS sum_transfer_cost,
    SUM(c.sum_conference_cost) AS sum_conference_cost,
    COUNT(c.sum_transfers) AS sum_transfers,
    COALESCE(SUM(c.sum_agent_duration), 0) AS sum_agent_duration
  FROM (
    SELECT
      c."user_id" AS by_user_id,
      COALESCE(CAST(c."call_status" AS TEXT), '') COLLATE "C" AS by_call_status,
      c."duration" AS by_duration,
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
      c."bill_duration" AS sum_bill_duration,
      CASE WHEN c."bill_duration" > 0 THEN c."bill_duration" ELSE 0 END AS sum_talked,
      c."cost" AS sum_cost,
      c."transfer_duration" AS sum_transfer_duration,
      c."conference_duration" AS sum_conference_duration,
      c."transfer_cost" AS sum_transfer_cost,
      c."conference_cost" AS sum_conference_cost,
      CASE WHEN c."transfer_to" <> '' THEN 1 END AS sum_transfers,
      CASE WHEN c."rated" THEN c."agent_duration" END AS sum_agent_duration
    FROM "calls" AS c
    WHERE
      c."began" >= %(start_at)s AND c."began" < %(end_at)s
      AND (c."deleted" = 0 OR c."deleted" = 7)
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
      AND c."bill_duration" >= %(bill_duration_1)s
      AND c."bill_duration" <> %(bill_duration_2)s
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
  UNION ALL
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
    COALESCE(SUM(c.sum_duration), 0) AS sum_duration,
    SUM(c.sum_bill_duration) AS sum_bill_duration,
    SUM(c.sum_talked) AS sum_talked,
    SUM(c.sum_cost) AS sum_cost,
    COALESCE(SUM(c.sum_transfer_duration), 0) AS sum_transfer_duration,
    COALESCE(SUM(c.sum_conference_duration), 0) AS sum_conference_duration,
    SUM(c.sum_transfer_cost) AS sum_transfer_cost,
    SUM(c.sum_conference_cost) AS sum_conference_cost,
    COUNT(c.sum_transfers) AS sum_transfers,
    COALESCE(SUM(c.sum_agent_duration), 0) AS sum_agent_duration
  FROM (
    SELECT
      c."user_id" AS by_user_id,
      COALESCE(CAST(c."call_status" AS TEXT), '') COLLATE "C" AS by_call_status,
      c."duration" AS by_duration,
      COALESCE(CAST(('failed') AS TEXT), '') COLLATE "C" AS by_hangup,
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
      COALESCE(CAST((LOWER(c."carrier")) AS TEXT), '') COLLATE "C" AS by_trunk,
      100 * (
        100 * DATE_PART('year', c."began" AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris') + DATE_PART('month', c."began" AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris')
      ) + DATE_PART('hour', c."began" AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris') AS by_period,
      CASE WHEN (0) > 0 THEN 1 END AS sum_answered,
      c."duration" AS sum_duration,
      (0) AS sum_bill_duration,
      CASE WHEN (0) > 0 THEN (0) ELSE 0 END AS sum_talked,
      (CAST(NULL AS DECIMAL(14, 6))) AS sum_cost,
      c."transfer_duration" AS sum_transfer_duration,
      c."conference_duration" AS sum_conference_duration,
      c."transfer_cost" AS sum_transfer_cost,
      c."conference_cost" AS sum_conference_cost,
      CASE WHEN c."transfer_to" <> '' THEN 1 END AS sum_transfers,
      CASE WHEN (TRUE) THEN c."agent_duration" END AS sum_agent_duration
    FROM "sums" AS c
    WHERE
      c."began" >= %(start_at)s AND c."began" < %(end_at)s
      AND (c."deleted" = 0 OR c."deleted" = 7)
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
      AND (0) >= %(bill_duration_1)s
      AND (0) <> %(bill_duration_2)s
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
  UNION ALL
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
    COALESCE(SUM(c.sum_duration), 0) AS sum_duration,
    SUM(c.sum_bill_duration) AS sum_bill_duration,
    SUM(c.sum_talked) AS sum_talked,
    SUM(c.sum_cost) AS sum_cost,
    COALESCE(SUM(c.sum_transfer_duration), 0) AS sum_transfer_duration,
    COALESCE(SUM(c.sum_conference_duration), 0) AS sum_conference_duration,
    SUM(c.sum_transfer_cost) AS sum_transfer_cost,
    SUM(c.sum_conference_cost) AS sum_conference_cost,
    COUNT(c.sum_transfers) AS sum_transfers,
    COALESCE(SUM(c.sum_agent_duration), 0) AS sum_agent_duration
  FROM (
    SELECT
      c."user_id" AS by_user_id,
      COALESCE(CAST(c."call_status" AS TEXT), '') COLLATE "C" AS by_call_status,
      (c."tenths" - 7) AS by_duration,
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
        100 * DATE_PART('year', c."archived_from" AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris') + DATE_PART('month', c."archived_from" AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris')
      ) + DATE_PART('hour', c."archived_from" AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris') AS by_period,
      CASE WHEN c."bill_duration" > 0 THEN 1 END AS sum_answered,
      (c."tenths" - 7) AS sum_duration,
      c."bill_duration" AS sum_bill_duration,
      CASE WHEN c."bill_duration" > 0 THEN c."bill_duration" ELSE 0 END AS sum_talked,
      c."cost" AS sum_cost,
      c."transfer_duration" AS sum_transfer_duration,
      c."conference_duration" AS sum_conference_duration,
      c."transfer_cost" AS sum_transfer_cost,
      c."conference_cost" AS sum_conference_cost,
      CASE WHEN c."transfer_to" <> '' THEN 1 END AS sum_transfers,
      CASE WHEN c."rated" THEN c."agent_duration" END AS sum_agent_duration
    FROM "page" AS c
    WHERE
      c."archived_from" >= %(start_at)s AND c."archived_from" < %(end_at)s
      AND ((0) = 0 OR (0) = 7) AND c."kept"
      AND (
        c."destination" IN (%(destination_1)s, '')
        AND CAST(c."destination" AS TEXT) COLLATE "C" IN (%(destination_1)s, '')
        OR c."destination" IS NULL
      )
      AND c."user_id" IN (%(user_1)s, %(user_2)s)
      AND c."trunk_id" IN (%(original_trunk_id_1)s, %(original_trunk_id_2)s)
      AND c."call_type" IN (%(callsType_1)s, %(callsType_2)s)
      AND (c."tenths" - 7) >= %(duration_1)s
      AND (c."tenths" - 7) <> %(duration_2)s
      AND c."bill_duration" >= %(bill_duration_1)s
      AND c."bill_duration" <> %(bill_duration_2)s
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
    c.by_trunk,
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
), page_ AS (
  SELECT
    *
  FROM totals
  WHERE
    sum_calls >= %(having_1)s
    AND sum_answered >= %(having_2)s
    AND sum_duration >= %(having_3)s
    AND sum_bill_duration >= %(having_4)s
    AND sum_answered > 0
    AND 1000000000 * CAST(sum_talked AS DECIMAL) >= %(having_5)s * CAST(sum_answered AS DECIMAL)
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
    by_duration DESC NULLS LAST,
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
  sum_duration AS call_duration,
  sum_bill_duration AS call_bill_duration,
  TRIM_SCALE(DIV(200 * sum_talked + sum_answered, NULLIF(2 * sum_answered, 0)) * 0.01) AS acd,
  TRIM_SCALE(DIV(20000 * sum_answered + sum_calls, 2 * sum_calls) * 0.01) AS asr,
  TRIM_SCALE(sum_cost) AS cost,
  sum_transfer_duration AS transfer_duration,
  sum_conference_duration AS conference_duration,
  TRIM_SCALE(sum_transfer_cost) AS transfer_cost,
  TRIM_SCALE(sum_conference_cost) AS conference_cost,
  sum_transfers AS total_transfer,
  sum_agent_duration AS call_agent_duration
FROM page_
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
  by_duration DESC NULLS LAST,
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
