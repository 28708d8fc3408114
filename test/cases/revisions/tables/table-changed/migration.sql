ALTER TABLE "SHOP"."orders" ADD COLUMN "note" varchar;
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "total" SET DEFAULT 0;
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "total" SET NOT NULL;
