CREATE INDEX ix_sales_invoices_reference_no ON sales_invoices (reference_no);
