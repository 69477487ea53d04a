/**
 * Bars, drawn by ourselves: a chart library weighs more than the rest of the page. Every chart stands beside a table with the
 * same figures, so this one is a picture with a name for those who do not see it.
 */
import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import classes from './BarChart.module.css';

export interface Series {
  name: string;
  colour: string;
}

export interface Bar {
  label: string;
  /** One value for each series. Floats will do: nothing here is written down as money. */
  values: number[];
}

export interface BarChartProps {
  name: string;
  series: Series[];
  bars: Bar[];
  format: (value: number) => string;
  axis: (value: number) => string;
  rtl: boolean;
  height?: number;
  /** What a click on a bar does: its table twin has a link for it. */
  onOpen?: (index: number) => void;
}

/** Round steps that cover the values: 0, 5k, 10k, 15k. */
export function ticksOf(least: number, most: number, wanted = 4): number[] {
  const span = Math.max(most, 0) - Math.min(least, 0);
  if (span === 0) return [0];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(Math.min(least, 0) / step);
  const last = Math.ceil(Math.max(most, 0) / step);
  return Array.from({ length: Math.max(last - first, 1) + 1 }, (_, index) => (first + index) * step);
}

const LEFT = 52;
const BOTTOM = 24;
const TOP = 8;

export function BarChart({ name, series, bars, format, axis, rtl, height = 220, onOpen }: BarChartProps): ReactNode {
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<number | null>(null);
  const values = bars.flatMap((bar) => bar.values);
  const ticks = ticksOf(Math.min(0, ...values), Math.max(0, ...values));
  const low = ticks[0] ?? 0;
  const high = ticks[ticks.length - 1] ?? 1;
  const plot = Math.max(width - LEFT, 1);
  const y = (value: number): number => TOP + (height - TOP - BOTTOM) * (1 - (value - low) / (high - low || 1));
  const slot = plot / Math.max(bars.length, 1);
  const thick = Math.min(28, (slot * 0.7) / Math.max(series.length, 1));
  const x = (index: number): number => (rtl ? width - LEFT - slot * (index + 1) : LEFT + slot * index);
  const every = Math.ceil(44 / slot);
  const shown = pointed === null ? undefined : bars[pointed];
  return (
    <figure className={classes.figure}>
      <div ref={ref} className={classes.frame}>
        <svg role="img" aria-label={name} width={width} height={height} onPointerLeave={() => setPointed(null)}>
          {ticks.map((tick) => (
            <g key={tick}>
              <line className={tick === 0 ? classes.zero : classes.line} x1={rtl ? 0 : LEFT} x2={rtl ? width - LEFT : width} y1={y(tick)} y2={y(tick)} />
              <text className={classes.text} x={rtl ? width - LEFT + 8 : LEFT - 8} y={y(tick) + 4} textAnchor={rtl ? 'start' : 'end'} direction="ltr">
                {axis(tick)}
              </text>
            </g>
          ))}
          {bars.map((bar, index) => (
            <g key={bar.label + index} className={onOpen && classes.open} onPointerEnter={() => setPointed(index)} onClick={() => onOpen?.(index)}>
              <rect x={x(index)} y={TOP} width={slot} height={height - TOP} className={pointed === index ? classes.pointed : classes.slot} />
              {bar.values.map((value, at) => (
                <rect
                  key={at}
                  x={x(index) + slot / 2 + ((rtl ? series.length - 1 - at : at) - series.length / 2) * thick + 1}
                  width={Math.max(thick - 2, 1)}
                  y={Math.min(y(value), y(0))}
                  height={Math.abs(y(value) - y(0))}
                  rx={1.5}
                  style={{ fill: series[at]?.colour }}
                />
              ))}
              {index % every === 0 && (
                <text className={classes.text} x={x(index) + slot / 2} y={height - 6} textAnchor="middle">
                  {bar.label.length * 6.5 > slot * every ? `${bar.label.slice(0, Math.max(3, Math.floor((slot * every) / 7)))}…` : bar.label}
                </text>
              )}
            </g>
          ))}
        </svg>
        {shown && pointed !== null && (
          <div className={classes.tip} style={{ left: Math.min(Math.max(x(pointed) + slot / 2, 80), Math.max(width - 80, 80)) }} aria-hidden>
            <strong>{shown.label}</strong>
            {series.map((entry, at) => (
              <span key={entry.name}>
                {series.length > 1 && `${entry.name}: `}
                <bdi>{format(shown.values[at] ?? 0)}</bdi>
              </span>
            ))}
          </div>
        )}
      </div>
      {series.length > 1 && (
        <figcaption className={classes.legend}>
          {series.map((entry) => (
            <span key={entry.name}>
              <i style={{ background: entry.colour }} aria-hidden />
              {entry.name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}
