DROP FUNCTION "App".orgs();
--> statement-breakpoint
DROP FUNCTION "App".is_member(integer);
