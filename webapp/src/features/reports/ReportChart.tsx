import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '@/app/Fallbacks';
import { BarChart } from '@/components/BarChart';
import { BLUE, GREEN, ORANGE, useChartLooks } from '@/components/chartLooks';
import { formatMoney } from '@/lib/money';
import { useOrganization } from '@/lib/session';
import { figuresQuery, type ReportColumn, type ReportQuery } from './api';
import { barsOf } from './chart';
import type { Report } from './reports';
import { periodIndex } from './rows';

export interface ReportChartProps {
  report: Report;
  query: ReportQuery;
  /** The heads of the sheet below, which is the picture's table. */
  columns: ReportColumn[];
  label: string;
}

/** The sections on top of a statement as a picture. */
export default function ReportChart({ report, query, columns, label }: ReportChartProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { baseCurrency } = useOrganization();
  const looks = useChartLooks((value) => formatMoney(value, baseCurrency, { language: i18n.language }));
  const { data } = useQuery(figuresQuery(report, query));
  if (!data) return <Waiting />;
  const parts = columns.filter((column) => periodIndex(column.key) >= 0).map((column) => column.label);
  const { series, bars } = barsOf(report.name, data.data, parts);
  const colours = [GREEN, ORANGE, BLUE];
  return (
    <BarChart
      name={t('report.chart_name', { report: label })}
      series={series.map((name, at) => ({ name, colour: series.length === 1 ? BLUE : colours[at]! }))}
      bars={bars}
      {...looks}
    />
  );
}
