// SPDX-License-Identifier: MIT

import { featureOf, shownLocale, type Plan, type TierLimits, type TierList } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import type { DatabaseFeatureGate } from '../../common/database-feature-gate';
import { COLUMN_LABELS, type ComparedColumn } from './column-labels';
import { shownSize } from './shown-size';

type Row = TierList[number];

const number = new Intl.NumberFormat(shownLocale(nls.locale));
const days = (value: number): string =>
    value === 1
        ? nls.localize('sanyam/plan/day', '1 day')
        : nls.localize('sanyam/plan/days', '{0} days', number.format(value));

/**
 * Returns the columns that the rows have, in an order for readers. A column that an operator added comes last. That of a
 * feature which nobody has built yet is missing: a plan must not promise it.
 *
 * @param gate says which features packages declare
 */
export function comparedColumns(
    tiers: TierList,
    gate: Pick<DatabaseFeatureGate, 'isDeclared'>
): readonly ComparedColumn[] {
    const names = new Set(tiers.flatMap(row => Object.keys(row)));
    const labeled = COLUMN_LABELS.filter(({ column }) => names.has(column));
    const built = labeled.filter(
        ({ column, isPlanned }) => isPlanned !== true || gate.isDeclared(featureOf(column) ?? '')
    );
    for (const column of ['tier', ...labeled.map(label => label.column)]) {
        names.delete(column);
    }
    return [...built, ...[...names].map(column => ({ column, label: wordsOf(column) }))];
}

/** Returns what a row has in a column. False if the limit does not count, because the row lacks the feature. */
export function valueOf(row: Row, { column, feature }: Omit<ComparedColumn, 'label'>): unknown {
    const values = row as Record<string, unknown>;
    return feature === undefined || values[feature] === true ? values[column] : false;
}

/** Returns the value of a column as users read it. Undefined if it is a feature. */
export function limitText(column: string, value: unknown): string | undefined {
    if (value === null) {
        return nls.localize('sanyam/plan/unlimited', 'Unlimited');
    }
    if (typeof value !== 'number') {
        return typeof value === 'boolean' ? undefined : String(value);
    }
    return column.endsWith('_bytes') ? shownSize(value) : column.endsWith('_days') ? days(value) : number.format(value);
}

/** Returns the features that one tier has and another has not, by name. */
export function lostFeatures(columns: readonly ComparedColumn[], from: Row, to: Row): string[] {
    return columns
        .filter(({ column }) => from[column as keyof Row] === true && to[column as keyof Row] !== true)
        .map(({ label }) => label);
}

/** Returns the limits that shrink, as `label: before → after`. */
export function smallerLimits(columns: readonly ComparedColumn[], from: Row, to: Row): string[] {
    return columns.flatMap(compared => {
        const { column, label } = compared;
        const [before, after] = [valueOf(from, compared), valueOf(to, compared)];
        const isSmaller =
            typeof after === 'number' && (before === null || (typeof before === 'number' && before > after));
        return isSmaller ? [`${label}: ${limitText(column, before)} → ${limitText(column, after)}`] : [];
    });
}

/** Returns whether a tier keeps old versions or the trash for fewer days than another. */
export function hasShorterRetention(from: TierLimits, to: TierLimits): boolean {
    const kept = (limit: number | null): number => limit ?? Infinity;
    return (
        kept(to.version_retention_days) < kept(from.version_retention_days) ||
        kept(to.trash_retention_days) < kept(from.trash_retention_days)
    );
}

/**
 * Digits of an amount of Stripe after the point, where they are not 2 (docs.stripe.com/currencies). The browser's are others:
 * Stripe counts hundredths of ISK and UGX.
 */
const NO_DIGITS = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DIGITS = new Set('bhd jod kwd omr tnd'.split(' '));

/** Returns a price such as `€9.00 a month`. */
export function priceText({ amount, currency, interval }: Plan['prices'][number]): string {
    const byInterval = interval === 'year' ? perYear : perMonth;
    if (amount === null) {
        return byInterval(nls.localize('sanyam/plan/variable', 'Variable price'));
    }
    const digits = NO_DIGITS.has(currency) ? 0 : THREE_DIGITS.has(currency) ? 3 : 2;
    const format = new Intl.NumberFormat(shownLocale(nls.locale), { style: 'currency', currency });
    return byInterval(format.format(amount / 10 ** digits));
}

const perMonth = (price: string): string => nls.localize('sanyam/plan/perMonth', '{0} a month', price);
const perYear = (price: string): string => nls.localize('sanyam/plan/perYear', '{0} a year', price);

/** Returns a day such as `November 30, 2026`. @param time RFC 3339 */
export function dayText(time: string): string {
    return new Date(time).toLocaleDateString(shownLocale(nls.locale), {
        day: 'numeric',
        month: 'long',
        year: 'numeric'
    });
}

function wordsOf(column: string): string {
    const words = column.replace(/^(has|max)_/, '').replaceAll('_', ' ');
    return words.charAt(0).toUpperCase() + words.slice(1);
}
