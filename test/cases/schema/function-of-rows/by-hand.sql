CREATE FUNCTION "App".is_member(wanted integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$ SELECT EXISTS (SELECT FROM "App".member WHERE org = wanted AND login = session_user) $$;
--> statement-breakpoint
CREATE FUNCTION "App".orgs() RETURNS SETOF integer LANGUAGE sql STABLE BEGIN ATOMIC SELECT org FROM "App".member WHERE login = session_user; END;
