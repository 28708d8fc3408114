ALTER TABLE "SHOP"."orders" RENAME TO "purchases";
--> statement-breakpoint
ALTER TABLE "SHOP"."purchases" RENAME CONSTRAINT "orders_pkey" TO "purchases_pkey";
--> statement-breakpoint
ALTER SEQUENCE "SHOP"."orders_id_seq" RENAME TO "purchases_id_seq";
