-- Every object that people see, as one text each, names for OIDs. $1: schemas that are left out, a JSON array.
WITH n AS (
  SELECT oid, nspname, nspowner, nspacl FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname NOT IN (SELECT jsonb_array_elements_text($1::text::jsonb))
)
SELECT format('schema %I owner %s acl %s', nspname, pg_get_userbyid(nspowner),
              (SELECT array_agg(a::text ORDER BY a::text COLLATE "C") FROM unnest(nspacl) a)) AS line
FROM n
UNION ALL
SELECT format('relation %I.%I kind %s owner %s rls %s %s options %s acl %s', n.nspname, c.relname, c.relkind,
              pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity, c.reloptions,
              (SELECT array_agg(a::text ORDER BY a::text COLLATE "C") FROM unnest(c.relacl) a))
FROM pg_class c JOIN n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
UNION ALL
SELECT format('column %I.%I.%I type %s not null %s default %s identity %s generated %s acl %s', n.nspname, c.relname,
              a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
              a.attidentity, a.attgenerated, (SELECT array_agg(x::text ORDER BY x::text COLLATE "C") FROM unnest(a.attacl) x))
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN n ON n.oid = c.relnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
UNION ALL
SELECT format('constraint %I.%I %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid))
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN n ON n.oid = c.relnamespace
UNION ALL
SELECT format('index %s', pg_get_indexdef(i.indexrelid))
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN n ON n.oid = c.relnamespace
UNION ALL
SELECT format('sequence %I.%I %s %s %s %s %s %s owned by %s', n.nspname, c.relname, format_type(s.seqtypid, NULL),
              s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle,
              (SELECT format('%s.%s', d.refobjid::regclass, a.attname) FROM pg_depend d
               JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
               WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')))
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN n ON n.oid = c.relnamespace
UNION ALL
SELECT format('view %I.%I %s', n.nspname, c.relname, pg_get_viewdef(c.oid))
FROM pg_class c JOIN n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')
UNION ALL
SELECT format('policy %I.%I %I %s %s %s using %s check %s', n.nspname, c.relname, p.polname, p.polpermissive, p.polcmd,
              (SELECT array_agg(pg_get_userbyid(r) ORDER BY pg_get_userbyid(r)) FROM unnest(p.polroles) r),
              pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN n ON n.oid = c.relnamespace
UNION ALL
SELECT format('trigger %s', pg_get_triggerdef(t.oid))
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal
UNION ALL
SELECT format('routine %I.%I(%s) owner %s %s acl %s', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid),
              pg_get_userbyid(p.proowner), CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE pg_get_functiondef(p.oid) END,
              (SELECT array_agg(a::text ORDER BY a::text COLLATE "C") FROM unnest(p.proacl) a))
FROM pg_proc p JOIN n ON n.oid = p.pronamespace
UNION ALL
SELECT format('type %I.%I %s owner %s labels %s acl %s', n.nspname, t.typname, t.typtype, pg_get_userbyid(t.typowner),
              (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
              (SELECT array_agg(a::text ORDER BY a::text COLLATE "C") FROM unnest(t.typacl) a))
FROM pg_type t JOIN n ON n.oid = t.typnamespace WHERE t.typtype IN ('e', 'd', 'r')
UNION ALL
SELECT format('default privileges %s %s %s %s', pg_get_userbyid(d.defaclrole), n.nspname, d.defaclobjtype,
              (SELECT array_agg(a::text ORDER BY a::text COLLATE "C") FROM unnest(d.defaclacl) a))
FROM pg_default_acl d LEFT JOIN n ON n.oid = d.defaclnamespace
UNION ALL
SELECT format('comment on %s %s', pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description)
FROM pg_description d
WHERE d.objoid >= 16384
UNION ALL
SELECT format('extension %I %s', e.extname, e.extversion) FROM pg_extension e
