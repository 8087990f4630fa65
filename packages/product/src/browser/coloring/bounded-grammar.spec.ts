// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar, type ITokenizeLineResult } from 'vscode-textmate';
import { GRAMMAR_FILES, grammarModule, INJECTED_GRAMMARS } from '../../common/language-table';
import { BoundedGrammar } from './bounded-grammar';
import { SlowLines } from './slow-lines';

/** A clock that a test moves. */
class Clock {
    time = 0;
    readonly waiting: Array<{ readonly work: () => void; readonly pause: number }> = [];
    private readonly nextTask: Array<() => void> = [];
    readonly now = (): number => this.time;
    readonly later = (work: () => void, pause: number): void =>
        void (pause === 0 ? this.nextTask.push(work) : this.waiting.push({ work, pause }));
    endTask(): void {
        this.nextTask.splice(0).forEach(work => work());
    }
}

/** A grammar in which a line takes the square of its length, in milliseconds. */
function squareGrammar(clock: Clock, perCharacter: number) {
    const tokenized: number[] = [];
    const grammar = {
        tokenizeLine: (line: string): ITokenizeLineResult => {
            tokenized.push(line.length);
            clock.time += (line.length * perCharacter) ** 2;
            const token = { startIndex: 0, endIndex: line.length, scopes: [`of ${line.length}`] };
            return { tokens: [token], ruleStack: INITIAL, stoppedEarly: false, fonts: [] };
        },
        tokenizeLine2: () => {
            throw new Error('not used here');
        }
    };
    return { grammar, tokenized };
}

function bounded(perCharacter: number) {
    const clock = new Clock();
    const retries: number[] = [];
    const { grammar, tokenized } = squareGrammar(clock, perCharacter);
    const slowLines = new SlowLines(() => retries.push(clock.time), clock.now, clock.later);
    const colors = (length: number): boolean => {
        const line = 'a'.repeat(length);
        return new BoundedGrammar(grammar, slowLines).tokenizeLine(line, null).tokens[0]?.scopes[0] === `of ${length}`;
    };
    /** Returns how many of the lines get colors, each in a task of its own. */
    const colorsInTasks = (count: number, length: number): number =>
        Array.from({ length: count }, () => {
            clock.endTask();
            return colors(length);
        }).filter(Boolean).length;
    return { clock, retries, tokenized, colors, colorsInTasks };
}

describe('a grammar that never stops the window', () => {
    it('colors lines that take little time, however long they are', () => {
        const { tokenized, colors } = bounded(0.0001);
        expect(colors(20_000)).to.equal(true);
        expect(tokenized).to.deep.equal([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 20_000]);
    });

    it('leaves a line plain of which a part is slow', () => {
        const { clock, colors } = bounded(0.02);
        expect(colors(20_000)).to.equal(false);
        expect(clock.time).to.be.lessThan(100);
        clock.endTask();
        expect(colors(300)).to.equal(true);
    });

    it('leaves all lines plain when slow ones have taken half a second, until the period is over', () => {
        const { clock, colorsInTasks } = bounded(0.25);
        expect(colorsInTasks(40, 30)).to.equal(9);
        expect(clock.time).to.be.lessThan(600);
        clock.time += 5000;
        expect(colorsInTasks(1, 30)).to.equal(1);
    });

    it('counts lines, too, that are just not slow', () => {
        const { clock, colorsInTasks } = bounded(0.19);
        // 19 ms each.
        expect(colorsInTasks(1000, 23)).to.equal(27);
        expect(clock.time).to.be.lessThan(600);
    });

    it('colors for a tenth of a second in one task, however little each line takes, and goes on in the next one', () => {
        const { clock, colors, colorsInTasks } = bounded(0.02);
        const colored = Array.from({ length: 10_000 }, () => colors(100)).filter(Boolean);
        // 4 ms each.
        expect(colored).to.have.length(26);
        expect(clock.time).to.be.lessThan(110);
        clock.endTask();
        expect(colorsInTasks(1000, 100)).to.equal(1000);
    });

    it('tries plain lines again later, each time after a longer pause', () => {
        const { clock, retries, colors } = bounded(0.25);
        expect([colors(1000), colors(1000)]).to.deep.equal([false, false]);
        expect(clock.waiting.map(({ pause }) => pause)).to.deep.equal([5000]);
        clock.endTask();
        clock.waiting.shift()?.work();
        expect(retries).to.have.length(1);
        expect(colors(1000)).to.equal(false);
        expect(clock.waiting.map(({ pause }) => pause)).to.deep.equal([10_000]);
    });

    it('tries them again soon when lines are plain after a long time without', () => {
        const { clock, colors } = bounded(0.25);
        for (const pause of [5000, 10_000, 20_000]) {
            expect(colors(1000)).to.equal(false);
            expect(clock.waiting[0]?.pause).to.equal(pause);
            clock.waiting.shift()?.work();
        }
        clock.time += 20_001;
        expect(colors(1000)).to.equal(false);
        expect(clock.waiting.map(({ pause }) => pause)).to.deep.equal([5000]);
    });
});

describe('the grammars of the product, each bounded', () => {
    let registry: Registry;

    before(async () => {
        await loadWASM(await readFile(require.resolve('vscode-oniguruma/release/onig.wasm')));
        registry = new Registry({
            onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
            getInjections: scope => [...(INJECTED_GRAMMARS[scope] ?? [])],
            loadGrammar: async scope => {
                const file = GRAMMAR_FILES.get(scope);
                return file === undefined
                    ? null
                    : parseRawGrammar(await readFile(require.resolve(grammarModule(file)), 'utf8'), `${file}.json`);
            }
        });
    });

    async function bibtex(): Promise<IGrammar> {
        const grammar = await registry.loadGrammar('text.bibtex');
        return grammar ?? expect.fail('BibTeX has a grammar.');
    }

    it('give the same tokens as without, and one plain token for a line that would take seconds', async () => {
        const grammar = await bibtex();
        const line = `@article{key, title = {${'A long title '.repeat(40)}}}`;
        const ofNoTime = new SlowLines(expect.fail, () => 0);
        const same = new BoundedGrammar(grammar, ofNoTime).tokenizeLine2(line, INITIAL);
        expect(same.tokens).to.deep.equal(grammar.tokenizeLine2(line, INITIAL).tokens);
        const slowLines = new SlowLines(
            expect.fail,
            () => performance.now(),
            () => undefined
        );
        const { tokens } = new BoundedGrammar(grammar, slowLines).tokenizeLine2('@'.repeat(20_000), INITIAL);
        expect(tokens).to.have.length(2);
    });
});
