DROP FUNCTION "App".tenant();
--> statement-breakpoint
DROP FUNCTION "App".tidy(text);
--> statement-breakpoint
DROP FUNCTION "App".is_code(text);
--> statement-breakpoint
DROP FUNCTION "App".next_code(text);
