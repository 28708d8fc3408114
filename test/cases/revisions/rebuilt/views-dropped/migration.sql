DROP VIEW "zoom";
--> statement-breakpoint
DROP VIEW "base";
