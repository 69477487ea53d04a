/** A payment between the server and its form: what is typed, and kept until it is saved. */
import type { Typed } from '@/documents/Allocation';
import type { Attached } from '@/features/attachments/api';
import type { Seen } from '@/lib/versions';

/** The fields of the form by their names on the wire; amounts as they are typed. */
export interface Values {
  payment_date: string;
  deposit_account_id: number | null;
  amount: string;
  exchange_rate: string;
  bank_fee_amount: string;
  bank_fee_account_id: number | null;
  branch_id: number | null;
  payment_receive_no: string;
  reference_no: string;
  statement: string;
  pdf_template_id: number | null;
}

export interface Payer {
  id: number;
  text: string;
  currency: string;
}

export interface Draft {
  customer: Payer;
  values: Values;
  /** What goes where. */
  typed: Typed;
  /** Whether the amount follows from that, because nobody has said what was received. */
  follows: boolean;
  files: readonly Attached[];
  /** The version that is being edited; none of a new payment. */
  seen: Seen | null;
}
