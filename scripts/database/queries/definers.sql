-- What does as its owner may, whoever sets it off. Routines with SECURITY DEFINER, named as GRANT ... ON ROUTINE knows them;
-- those that are functions of triggers cannot be called, so the triggers that run them stand in their stead. Rules but those
-- that make views; what their actions touch is what they depend on. Events of triggers and rules are bits and numbers.
WITH definer AS (
  SELECT p.oid, prorettype, json_build_array(nspname, proname, oidvectortypes(proargtypes)) AS path
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace
  WHERE prosecdef AND p.oid >= 16384
), relation AS (
  SELECT c.oid, json_build_array(nspname, relname) AS path, nspname, relname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
), event (privilege, bit, number) AS (
  VALUES ('INSERT', 4, '3'), ('DELETE', 8, '4'), ('UPDATE', 16, '2'), ('TRUNCATE', 32, NULL)
)
SELECT 'routine' AS kind, path AS "on", path AS "as", NULL::name AS name, '["EXECUTE"]'::json AS privileges, NULL::json AS touches
FROM definer
WHERE prorettype NOT IN ('pg_catalog.trigger'::regtype, 'pg_catalog.event_trigger'::regtype)
UNION ALL
SELECT
  'trigger', relation.path, definer.path, tgname,
  (SELECT json_agg(privilege ORDER BY bit) FROM event WHERE tgtype & bit <> 0), NULL::json
FROM pg_catalog.pg_trigger
JOIN definer ON definer.oid = tgfoid
JOIN relation ON relation.oid = tgrelid
WHERE tgenabled <> 'D' AND tgparentid = 0
UNION ALL
SELECT
  'rule', relation.path, relation.path, rulename,
  (SELECT json_agg(privilege) FROM event WHERE number = ev_type::text),
  (
    SELECT json_agg(DISTINCT jsonb_build_array(touched.nspname, touched.relname))
    FROM pg_catalog.pg_depend
    JOIN relation AS touched ON touched.oid = refobjid AND touched.oid <> ev_class
    WHERE classid = 'pg_catalog.pg_rewrite'::regclass AND objid = pg_rewrite.oid
      AND refclassid = 'pg_catalog.pg_class'::regclass
  )
FROM pg_catalog.pg_rewrite
JOIN relation ON relation.oid = ev_class
WHERE ev_type <> '1' AND ev_enabled <> 'D' AND pg_rewrite.oid >= 16384
ORDER BY 1, 4
