// SPDX-License-Identifier: MIT

import { BinaryBuffer } from '@theia/core/lib/common/buffer';
import { UTF8 } from '@theia/core/lib/common/encodings';
import { expect } from 'chai';
import { GuessingEncodingService } from './guessing-encoding-service';

describe('the guess of an encoding', () => {
    const service = new GuessingEncodingService();
    const guess = async (bytes: Uint8Array) => (await service.detectEncoding(BinaryBuffer.wrap(bytes), true)).encoding;
    const encoded = (text: string, encoding: string) => service.encode(text, { encoding, hasBOM: false }).buffer;

    const RUSSIAN = 'Это предложение на русском языке для проверки определения кодировки.\n';
    const texts: readonly [string, string][] = [
        ['windows1252', 'Grüße aus Köln\n'],
        ['windows1252', 'café'],
        ['windows1252', "L'été à la plage, c'était très agréable. Où êtes-vous allés ?\n"],
        ['windows1252', 'El niño comió una piña en el jardín. ¿Qué? «Sí»\n'],
        ['windows1252', 'ações e corações, põe a mão\n'],
        ['windows1252', 'He said “hi” – it’s 5 € and 20°…\n'],
        ['windows1252', 'ÄRZTE GRÖSSE ÉTÉ\n'],
        ['windows1252', 'smørrebrød på Ærø\n'],
        ['shiftjis', 'これは日本語の文章です。文字コードの判定を試します。\n'],
        ['eucjp', 'これは日本語の文章です。文字コードの判定を試します。\n'],
        ['gbk', '这是一个用来测试编码检测的中文句子，看看它是否正确。\n'],
        ['cp950', '這是一個用來測試編碼檢測的中文句子，看看它是否正確。\n'],
        ['euckr', '이것은 인코딩 감지를 시험하기 위한 한국어 문장입니다.\n'],
        ['windows1251', RUSSIAN],
        ['windows1251', 'Привет мир\n'],
        ['koi8r', RUSSIAN],
        ['cp866', RUSSIAN],
        ['iso88597', 'Αυτή είναι μια πρόταση στα ελληνικά για τον έλεγχο της κωδικοποίησης.\n'],
        ['windows1255', 'זהו משפט בעברית לבדיקת זיהוי הקידוד של הטקסט הזה\n'],
        [UTF8, 'Grüße, 日本\n']
    ];
    for (const [encoding, text] of texts) {
        it(`is ${encoding} for ${JSON.stringify(text)}`, async () => {
            const bytes = encoded(text, encoding);
            expect(await guess(bytes)).to.equal(encoding);
            expect(service.decode(BinaryBuffer.wrap(bytes), encoding)).to.equal(text);
        });
    }

    it('is UTF-8 for a text with a few wrong bytes', async () => {
        for (const bytes of [
            [...Buffer.from('good é text\n'), 0xc3, 0x28, ...Buffer.from('end\n')],
            [...Buffer.from('text ends in é cut '), 0xe2, 0x82],
            [0xc3, 0xa9, 0xff]
        ]) {
            expect(await guess(Uint8Array.from(bytes))).to.equal(UTF8);
        }
    });

    it('is none without enough evidence', async () => {
        for (const [encoding, text] of [
            ['shiftjis', '日本語\r\n'],
            ['eucjp', '日本語\n'],
            ['gbk', '中文测试\n'],
            ['cp950', '中文測試\n'],
            ['euckr', '한글\n'],
            ['windows1250', 'Zażółć gęślą jaźń, to jest zdanie po polsku.\n'],
            ['windows1250', 'Příliš žluťoučký kůň úpěl ďábelské ódy.\n'],
            ['windows1250', 'Árvíztűrő tükörfúrógép, ez egy magyar mondat.\n'],
            ['windows1254', 'Bu bir Türkçe cümledir: şıklık ve güneş ışığı.\n'],
            ['windows1256', 'هذه جملة عربية لاختبار الترميز\n'],
            ['macroman', 'Grüße aus Köln\n']
        ] as const) {
            expect(await guess(encoded(text, encoding)), `${text} in ${encoding}`).to.equal(undefined);
        }
    });

    it('never fails, whatever the bytes are', async () => {
        for (let seed = 1; seed < 500; seed++) {
            const bytes = Uint8Array.from(
                { length: seed % 40 },
                (_, index) => (seed * 7919 + index * index * 31) % 256
            );
            expect(await guess(bytes)).to.satisfy((id: unknown) => id === undefined || typeof id === 'string');
        }
    });
});
