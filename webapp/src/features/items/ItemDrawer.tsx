import { Anchor, Badge, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '@/components/Facts';
import { FormFailure } from '@/components/FormFailure';
import { RouteDrawer } from '@/components/RouteDrawer';
import { sentenceOf } from '@/lib/sentences';
import { useMay } from '@/lib/session';
import { ItemActions } from './ItemActions';
import { ItemDocuments } from './ItemDocuments';
import { type Item, itemQuery } from './api';

/** One item: what documents start from when it is sold and when it is bought. */
export function ItemDrawer(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { itemId } = useParams({ strict: false });
  const id = Number(itemId);
  const query = useQuery(itemQuery(id));
  const item = query.data;
  const title = item?.name ?? t('item.one');
  return (
    <RouteDrawer
      title={<bdi>{title}</bdi>}
      documentTitle={title}
      parent="/items"
      actions={
        item && (
          <>
            {may('Edit', 'Item') && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPencil size={15} />}
                renderRoot={(props) => <Link {...props} to="/items/$itemId/edit" params={{ itemId: String(id) }} search={{}} />}
              >
                {t('edit')}
              </Button>
            )}
            <ItemActions item={item} onDeleted={() => navigate({ to: '/items', search: true, replace: true })} />
          </>
        )
      }
    >
      <FormFailure text={query.error ? sentenceOf(query.error) : null} />
      {query.isPending && <Loader aria-label={t('common:loading')} />}
      {item && (
        <Stack>
          <Group gap="xs">
            <Badge variant="light" tt="none">
              {t(`item.types.${item.type as 'service'}`)}
            </Badge>
            {!item.active && (
              <Badge variant="outline" color="gray" c="dimmed">
                {t('item.inactive')}
              </Badge>
            )}
          </Group>
          <Facts
            across={3}
            facts={[
              [t('item.code'), item.code && <bdi>{item.code}</bdi>],
              [t('item.category'), item.category && <bdi>{item.category.name}</bdi>],
              [t('item.quantity_on_hand'), item.quantity_on_hand],
              [t('item.inventory_account_id'), item.inventory_account && <AccountLink account={item.inventory_account} />],
            ]}
          />
          {item.sellable && (
            <Trade title={t('item.sales')} price={item.sell_price_formatted} account={item.sell_account} tax={item.sell_tax_rate} text={item.sell_description} side="sell" />
          )}
          {item.purchasable && (
            <Trade
              title={t('item.purchases')}
              price={item.cost_price_formatted}
              account={item.cost_account}
              tax={item.purchase_tax_rate}
              text={item.purchase_description}
              side="cost"
            />
          )}
          {item.note && (
            <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
              <bdi>{item.note}</bdi>
            </Text>
          )}
          <ItemDocuments id={id} />
        </Stack>
      )}
    </RouteDrawer>
  );
}

interface TradeProps {
  title: string;
  side: 'sell' | 'cost';
  price: string;
  account: Item['sell_account'];
  tax: Item['sell_tax_rate'];
  text: string | null;
}

function Trade({ title, side, price, account, tax, text }: TradeProps): ReactNode {
  const { t } = useTranslation();
  return (
    <section aria-label={title}>
      <Text component="h3" fw={600} size="sm" m={0} mb={4}>
        {title}
      </Text>
      <Facts
        across={3}
        facts={[
          [t(`item.${side}_price`), price && <bdi style={{ fontVariantNumeric: 'tabular-nums' }}>{price}</bdi>],
          [t(`item.${side}_account_id`), account && <AccountLink account={account} />],
          [t('tax.one'), tax && <bdi>{tax.name_formatted as string}</bdi>],
        ]}
      />
      {text && (
        <Text size="sm" mt={4} style={{ whiteSpace: 'pre-line' }}>
          <bdi>{text}</bdi>
        </Text>
      )}
    </section>
  );
}

function AccountLink({ account }: { account: NonNullable<Item['sell_account']> }): ReactNode {
  const may = useMay();
  const name = <bdi>{account.name as string}</bdi>;
  if (!may('View', 'Account')) return name;
  return (
    <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/accounts/$accountId" params={{ accountId: String(account.id) }} search={{}} />}>
      {name}
    </Anchor>
  );
}
