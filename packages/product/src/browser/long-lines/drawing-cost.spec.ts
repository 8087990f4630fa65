// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { drawnCharacters } from './drawing-cost';

function drawn(lines: readonly string[]): number {
    return drawnCharacters(1, lines.length, line => lines[line - 1] ?? expect.fail('There is no such line.'));
}

function drawnOf(line: string, count: number): number {
    return drawn(Array.from({ length: count }, () => line));
}

function letters(...codePoints: number[]): string {
    return String.fromCodePoint(...codePoints);
}

describe('the characters that an editor draws of a line', () => {
    const ordinary: Record<string, string> = {
        'plain letters': 'x'.repeat(20_000),
        'tabs and spaces': '\t x'.repeat(3000),
        Arabic: 'بسم الله الرحمن الرحيم '.repeat(60),
        'Persian with joiners': 'می‌خواهم کتاب‌ها را بخوانم، '.repeat(40),
        'Hebrew with vowels': 'בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם '.repeat(30),
        'code with Hebrew': 'const name = "שלום עולם"; // הערה ארוכה '.repeat(20),
        Hindi: 'सभी मनुष्यों को गौरव और अधिकारों के मामले में '.repeat(40),
        Thai: 'มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกัน'.repeat(40),
        'Chinese with English words': '我们使用 TypeScript 编写 Theia 扩展，然后运行 npm test。'.repeat(40),
        Japanese: 'すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。'.repeat(40),
        Vietnamese: 'Tất cả mọi người sinh ra đều được tự do và bình đẳng '.repeat(40),
        'Greek with accents': 'Ἐν ἀρχῇ ἦν ὁ λόγος καὶ ὁ λόγος ἦν πρὸς τὸν θεόν '.repeat(40),
        emoji: '👨‍👩‍👧‍👦 ❤️ 🇩🇪 🎉🤣 text '.repeat(60),
        'decomposed Latin': 'u\u0308ber a\u0301 '.repeat(100),
        'a log with colors': '\u001b[32mok\u001b[0m 12:00:00 a message of a server '.repeat(20)
    };
    for (const [name, line] of Object.entries(ordinary)) {
        it(`are all in a long text: ${name}`, () => {
            expect(drawnOf(line, 200)).to.equal(Infinity);
        });
    }

    const costly: Record<string, readonly [line: string, most: number]> = {
        'control characters': ['\u0001'.repeat(9900), 100],
        'control characters between letters': ['\u0001a'.repeat(4900), 200],
        isolates: ['\u2067a\u2069'.repeat(3300), 200],
        'isolates with letters of both directions': ['\u2067\u05d0\u2066a'.repeat(2400), 200],
        overrides: ['\u202ea'.repeat(4900), 200],
        'invisible characters': ['\u0001\u0085\ufeff\u00ad'.repeat(2400), 100],
        'both directions': ['\u05d0a'.repeat(4900), 200],
        'many marks on one letter': [`a${'\u0301'.repeat(9900)}`, 500],
        'letters of many writings': [
            letters(0x41, 0x4e00, 0xac00, 0x5d0, 0x915, 0xe01, 0x1f600, 0x10a0, 0x1200, 0x13a0).repeat(900),
            500
        ]
    };
    for (const [name, [line, most]] of Object.entries(costly)) {
        it(`are few in a text of costly lines: ${name}`, () => {
            expect(drawnOf(line, 45)).to.be.at.most(most);
        });
    }

    it('are all if only one line is costly, or if the costly ones are never shown together', () => {
        const line = '\u0001'.repeat(7000);
        expect(drawn([line])).to.equal(Infinity);
        const apart = [line, ...Array.from({ length: 59 }, () => '')];
        expect(drawn([...apart, ...apart, ...apart])).to.equal(Infinity);
        expect(drawn([line, line])).to.equal(2000);
    });

    it('are the same wherever in the text the costly lines are', () => {
        const plain = Array.from({ length: 500 }, () => 'plain');
        const control = Array.from({ length: 45 }, () => '\u0001'.repeat(9900));
        expect(drawn([...plain, ...control, ...plain])).to.equal(100);
    });

    it('do not depend on what stands behind the characters that an editor draws anyway', () => {
        expect(drawnOf('x'.repeat(10_000) + '\u0001'.repeat(100_000), 60)).to.equal(Infinity);
    });
});
