ALTER TABLE "SHOP"."orders" RENAME TO "purchases";
