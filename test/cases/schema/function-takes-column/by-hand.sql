CREATE FUNCTION "App".mine(owner integer) RETURNS boolean LANGUAGE sql STABLE RETURN owner = 1;
--> statement-breakpoint
CREATE FUNCTION "App".mine(owner bigint) RETURNS boolean LANGUAGE sql STABLE RETURN owner = 2;
