CREATE FUNCTION "App".next_code(prefix text) RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT prefix || '-' || gen_random_uuid() $$;
--> statement-breakpoint
CREATE FUNCTION "App".is_code(code text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN code LIKE '%-%';
END;
$$;
--> statement-breakpoint
CREATE FUNCTION "App".tidy(code text) RETURNS text LANGUAGE sql IMMUTABLE RETURN lower(btrim(code));
--> statement-breakpoint
CREATE FUNCTION "App".tenant() RETURNS integer LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.tenant', true), '')::integer $$;
