-- What belongs to extensions, by the names that the queries of the catalogs give to objects.
SELECT format('relation %I.%I', n.nspname, c.relname) AS object
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_class c ON d.classid = 'pg_catalog.pg_class'::regclass AND c.oid = d.objid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE d.deptype = 'e'
UNION ALL
SELECT format('routine %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_proc p ON d.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = d.objid
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE d.deptype = 'e'
UNION ALL
SELECT format('type %I.%I', n.nspname, t.typname)
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_type t ON d.classid = 'pg_catalog.pg_type'::regclass AND t.oid = d.objid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE d.deptype = 'e'
UNION ALL
SELECT 'schema ' || quote_ident(n.nspname)
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_namespace n ON d.classid = 'pg_catalog.pg_namespace'::regclass AND n.oid = d.objid
WHERE d.deptype = 'e'
UNION ALL
SELECT concat_ws(' ', object.type, object.identity)
FROM pg_catalog.pg_depend d
CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) AS object
WHERE d.deptype = 'e'
  AND d.classid NOT IN (
    'pg_catalog.pg_class'::regclass, 'pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_type'::regclass,
    'pg_catalog.pg_namespace'::regclass
  )
