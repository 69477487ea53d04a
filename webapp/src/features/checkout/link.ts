/** The invoice behind a public link, as whoever has the link sees it. */
import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/lib/client';

export type PublicInvoice = Schemas['PublicInvoice'];

const at = (link: string) => ({ params: { path: { link } } });

/** After the customer came back from paying, the server is asked until it has heard of it as well. */
export const linkQuery = (link: string, awaited = false) =>
  queryOptions({
    queryKey: ['payment-link', link],
    queryFn: async () => (await answer(api.GET('/api/payment-links/{link}/invoice', at(link)))).data,
    retry: false,
    refetchInterval: ({ state }) => (awaited && state.data?.is_receivable && state.dataUpdateCount < 60 ? 2000 : false),
  });

/** Leads to the page where it is paid. */
export async function pay(link: string): Promise<void> {
  const { redirect_to: page } = await answer(api.POST('/api/payment-links/{link}/stripe_checkout_session', at(link)));
  location.assign(page);
}

export const fileOf = (link: string, what: 'invoice/pdf' | 'logo'): string => `/api/payment-links/${link}/${what}`;

/** The organization's colour for the button, with letters that can be read on it; nothing where it has none. */
export function brand(color: string | null): Record<string, string> | undefined {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color ?? '');
  if (!parts) return undefined;
  const [red, green, blue] = parts.slice(1).map((part) => {
    const share = parseInt(part, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return { '--brand': color!, '--on-brand': (light + 0.05) / 0.05 > 1.05 / (light + 0.05) ? '#000' : '#fff' };
}
