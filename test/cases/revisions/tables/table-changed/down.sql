ALTER TABLE "SHOP"."orders" DROP COLUMN "note";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "total" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "total" DROP NOT NULL;
