-- What is seldom in a warehouse: that it is there, and whose it is.
SELECT
  'extension ' || quote_ident(e.extname) AS object,
  concat_ws(' ', e.extversion, 'in', quote_ident(n.nspname)) AS line,
  'owner ' || pg_get_userbyid(e.extowner) AS access
FROM pg_catalog.pg_extension e
JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
UNION ALL
SELECT
  concat_ws(' ', kind, quote_ident(name)),
  options,
  concat_ws(
    ' ',
    'owner', pg_get_userbyid(owner), 'acl',
    (SELECT string_agg(item::text, ' ' ORDER BY item::text COLLATE "C") FROM unnest(acl) AS item)
  )
FROM (
  -- kinds: apart
) AS object
UNION ALL
SELECT
  format('statistics %I.%I', n.nspname, s.stxname),
  pg_get_statisticsobjdef(s.oid),
  'owner ' || pg_get_userbyid(s.stxowner)
FROM pg_catalog.pg_statistic_ext s
JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
UNION ALL
SELECT
  'event trigger ' || quote_ident(evtname),
  concat_ws(' ', evtevent, evttags, evtfoid::regprocedure, evtenabled),
  'owner ' || pg_get_userbyid(evtowner)
FROM pg_catalog.pg_event_trigger
UNION ALL
SELECT
  'publication ' || quote_ident(p.pubname),
  concat_ws(
    ' ',
    CASE WHEN p.puballtables THEN 'all' END,
    (
      SELECT string_agg(prrelid::regclass::text, ' ' ORDER BY prrelid::regclass::text COLLATE "C")
      FROM pg_catalog.pg_publication_rel
      WHERE prpubid = p.oid
    )
  ),
  'owner ' || pg_get_userbyid(p.pubowner)
FROM pg_catalog.pg_publication p
UNION ALL
SELECT concat_ws(' ', object.type, object.identity), NULL, NULL
FROM (
  SELECT 'pg_catalog.pg_cast'::regclass AS class, oid FROM pg_catalog.pg_cast
  UNION ALL
  SELECT 'pg_catalog.pg_collation'::regclass, oid FROM pg_catalog.pg_collation
  UNION ALL
  SELECT 'pg_catalog.pg_conversion'::regclass, oid FROM pg_catalog.pg_conversion
  UNION ALL
  SELECT 'pg_catalog.pg_operator'::regclass, oid FROM pg_catalog.pg_operator
  UNION ALL
  SELECT 'pg_catalog.pg_opclass'::regclass, oid FROM pg_catalog.pg_opclass
  UNION ALL
  SELECT 'pg_catalog.pg_ts_config'::regclass, oid FROM pg_catalog.pg_ts_config
  UNION ALL
  SELECT 'pg_catalog.pg_ts_dict'::regclass, oid FROM pg_catalog.pg_ts_dict
  UNION ALL
  SELECT 'pg_catalog.pg_ts_parser'::regclass, oid FROM pg_catalog.pg_ts_parser
  UNION ALL
  SELECT 'pg_catalog.pg_ts_template'::regclass, oid FROM pg_catalog.pg_ts_template
  UNION ALL
  SELECT 'pg_catalog.pg_opfamily'::regclass, oid FROM pg_catalog.pg_opfamily
) AS rare
CROSS JOIN LATERAL pg_identify_object(rare.class, rare.oid, 0) AS object
WHERE rare.oid >= 16384
  AND coalesce(object.schema, '') <> ALL (
    SELECT quote_ident(name) FROM unnest(current_setting('dwh.left_out')::text[]) AS name
  )
