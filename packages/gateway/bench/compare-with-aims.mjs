// SPDX-License-Identifier: MIT

/** Seconds at the start and at the end of a long mix that are compared. */
const MINUTE = 60;

/**
 * Compares the measured figures with the aims.
 *
 * @param results of `measureMatrix`
 * @param mix { session, supabase } of `runMix`, or undefined
 * @returns rows of { figure, aim, measured, met }; `met` is undefined without a measurement
 */
export function compareWithAims(results, mix) {
    const of = (operation, clients, way, figure) => results[operation]?.[clients]?.[way]?.[figure];
    const rate = (operation, clients, way) => of(operation, clients, way, 'rate');
    return [
        atLeast('read 2 KB, gateway / raw, at 16 and 64 clients', 0.85, [
            ratio(rate('read-2', 16, 'session'), rate('read-2', 16, 'raw')),
            ratio(rate('read-2', 64, 'session'), rate('read-2', 64, 'raw'))
        ]),
        atLeast('read 2 KB at 16, and mix, gateway / supabase-js without a gateway', 15, [
            ratio(rate('read-2', 16, 'session'), rate('read-2', 16, 'supabase')),
            ratio(mix?.session.rate, mix?.supabase.rate)
        ]),
        atLeast('save 20 KB, gateway / pgbench, at 16', 0.85, [
            ratio(rate('save-20', 16, 'session'), rate('save-20', 16, 'pgbench'))
        ]),
        atLeast('the same, with pgbench without the admission statement', undefined, [
            ratio(rate('save-20', 16, 'session'), rate('save-20', 16, 'pgbench-save'))
        ]),
        atMost('save 20 KB at 16, p99 of the gateway / p99 of pgbench', 1.2, [
            ratio(of('save-20', 16, 'session', 'p99'), of('save-20', 16, 'pgbench', 'p99'))
        ]),
        atMost('save 1 MB, p50 at 1 client, ms', 10, [of('save-1000', 1, 'session', 'p50')]),
        atMost('list of 100, history of 100, p50 at 1 client, ms', 0.5, [
            of('list', 1, 'session', 'p50'),
            of('history', 1, 'session', 'p50')
        ]),
        atLeast('API-key read / session read, at 16', 0.7, [
            ratio(rate('read-2', 16, 'key'), rate('read-2', 16, 'session'))
        ]),
        atLeast('one hot key / spread keys, at 16', 0.9, [
            ratio(rate('read-2', 16, 'hot-key'), rate('read-2', 16, 'key'))
        ]),
        atMost('processor time of a repeated token at 16, µs', 10, [
            difference(of('nothing', 16, 'authenticated', 'processor'), of('nothing', 16, 'empty', 'processor'))
        ]),
        atMost('mix: errors', 0, [mix?.session.errors]),
        atLeast(`mix: requests in the last ${partOf(mix)} / in the first`, 0.95, [
            mix && steadinessOf(mix.session.perSecond)
        ]),
        atMost('mix: memory at the end / after the first tenth', 1.2, [mix && growthOf(mix.session.memory)])
    ];
}

function atLeast(figure, aim, values) {
    return row(figure, aim, values, value => value >= aim);
}

function atMost(figure, aim, values) {
    return row(figure, aim, values, value => value <= aim);
}

function row(figure, aim, values, meets) {
    const known = !values.includes(undefined);
    return {
        figure,
        aim,
        measured: values.map(value => (value === undefined ? '–' : Number(value.toPrecision(2)).toString())).join(', '),
        met: known && aim !== undefined ? values.every(meets) : undefined
    };
}

function ratio(value, other) {
    return value === undefined || other === undefined ? undefined : value / other;
}

function difference(value, other) {
    return value === undefined || other === undefined ? undefined : value - other;
}

/** Returns the seconds of a mix to compare: a minute, or a third of a mix that is shorter than two minutes. */
function lengthOf(perSecond) {
    return perSecond.length >= 2 * MINUTE ? MINUTE : Math.max(Math.floor(perSecond.length / 3), 1);
}

function partOf(mix) {
    return mix === undefined || lengthOf(mix.session.perSecond) === MINUTE ? 'minute' : 'third';
}

function steadinessOf(perSecond) {
    const length = lengthOf(perSecond);
    return ratio(sum(perSecond.slice(-length)), sum(perSecond.slice(0, length)));
}

function growthOf(memory) {
    return ratio(memory.at(-1), memory[Math.floor(memory.length / 10)]);
}

function sum(numbers) {
    return numbers.reduce((total, number) => total + number, 0);
}
