/** What every paged list has in its address, and how the wire asks for it. */
export interface ListSearch {
  q?: string;
  view?: string;
  page?: number;
  size?: number;
  sort?: string;
  order?: 'asc' | 'desc';
  /** Those that are offered no longer, instead of the others. */
  inactive?: boolean;
  /** Filter roles as the wire has them, without their joining condition (all are joined by "and"). */
  filter?: { field: string; comparator: string; value: string }[];
}

export const PAGE_SIZES = [12, 25, 50, 100];
export const PAGE_SIZE = PAGE_SIZES[1]!;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** What an address says about a list; anything else in it is forgotten. */
export function listSearch(search: Record<string, unknown>): ListSearch {
  return {
    q: text(search.q),
    view: text(search.view),
    page: typeof search.page === 'number' && search.page > 1 ? search.page : undefined,
    size: typeof search.size === 'number' ? search.size : undefined,
    sort: text(search.sort),
    order: search.order === 'asc' || search.order === 'desc' ? search.order : undefined,
    inactive: search.inactive === true ? true : undefined,
    filter: Array.isArray(search.filter) ? (search.filter as ListSearch['filter']) : undefined,
  };
}

export interface ListSort {
  sort: string;
  order: 'asc' | 'desc';
}

/** The query of the wire; `sort` and `order` are those of a list that nobody sorted. */
export function listQuery(search: ListSearch, { sort, order }: ListSort) {
  return {
    page: search.page ?? 1,
    page_size: search.size ?? PAGE_SIZE,
    column_sort_by: search.sort ?? sort,
    sort_order: search.order ?? order,
    search_keyword: search.q,
    view_slug: search.view,
    inactive_mode: search.inactive,
    stringified_filter_roles: search.filter?.length
      ? JSON.stringify(search.filter.map((role) => ({ fieldKey: role.field, comparator: role.comparator, value: role.value, condition: 'and' })))
      : undefined,
  };
}

/** Whether it shows less than all there is. */
export function isNarrowed(search: ListSearch): boolean {
  return Boolean(search.q || search.view || search.inactive || search.filter?.length);
}
