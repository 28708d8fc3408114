-- Roles and memberships whose rows this transaction wrote; which rows are ours is told as in touched.sql. A role's row
-- can be read by superusers only, elsewhere what stands for pg_authid here is empty.
WITH transaction AS MATERIALIZED (
  SELECT
    pg_current_xact_id_if_assigned()::text::bigint AS id,
    age(pg_current_xact_id_if_assigned()::xid) AS age,
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS beyond
),
stored AS (
  SELECT rolname AS role, NULL::name AS member, xmin FROM pg_catalog.pg_authid
  UNION ALL
  SELECT r.rolname, m.rolname, a.xmin
  FROM pg_catalog.pg_auth_members a
  JOIN pg_catalog.pg_roles r ON r.oid = a.roleid
  JOIN pg_catalog.pg_roles m ON m.oid = a.member
),
recent AS MATERIALIZED (
  SELECT role, member, xmin FROM stored WHERE age(xmin) <= (SELECT age FROM transaction)
)
SELECT DISTINCT role::text, member::text
FROM recent, transaction, LATERAL (SELECT id + age - age(xmin) AS writer) AS each
WHERE CASE
  WHEN writer - id > 16777215 THEN false
  WHEN writer >= beyond THEN true
  ELSE pg_xact_status(writer::text::xid8) = 'in progress'
END
