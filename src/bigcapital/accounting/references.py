"""What people call the documents that stand behind ledger entries."""

from __future__ import annotations

_LABELS = {
    "Journal": ("Manual journal", "قيد يومية"),
    "SaleInvoice": ("Sale invoice", "فاتورة مبيعات"),
    "InvoiceWriteOff": ("Invoice write-off", "إعدام فاتورة"),
    "PaymentReceive": ("Payment received", "دفعة مقبوضة"),
    "PaymentApplication": ("Application of a payment", "تخصيص دفعة مقبوضة"),
    "SaleReceipt": ("Sale receipt", "إيصال بيع"),
    "CreditNote": ("Credit note", "إشعار دائن"),
    "RefundCreditNote": ("Refund of a credit note", "رد إشعار دائن"),
    "CreditNoteApplyInvoice": ("Application of a credit note", "تخصيص إشعار دائن"),
    "Bill": ("Bill", "فاتورة شراء"),
    "BillPayment": ("Payment made", "دفعة مدفوعة"),
    "VendorCredit": ("Vendor credit", "إشعار مدين"),
    "RefundVendorCredit": ("Refund of a vendor credit", "رد إشعار مدين"),
    "LandedCost": ("Landed cost", "تكلفة الشحن والتوريد"),
    "Expense": ("Expense", "مصروف"),
    "InventoryAdjustment": ("Inventory adjustment", "تسوية مخزون"),
    "CashflowTransaction": ("Cash flow transaction", "حركة نقدية"),
    "CustomerOpeningBalance": ("Customer opening balance", "رصيد افتتاحي لعميل"),
    "Revaluation": ("Currency revaluation", "إعادة تقييم العملات"),
    "VendorOpeningBalance": ("Vendor opening balance", "رصيد افتتاحي لمورد"),
}


def reference_label(reference_type: str, language: str | None = "en") -> str:
    """The name of a reference type in a language; of an unknown one, itself."""
    english, arabic = _LABELS.get(reference_type, (reference_type, reference_type))
    return arabic if language == "ar" else english
