// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { stageClient } from './client-stage';
import { signUp } from './client-user';

describe('sanyam grep', () => {
    const stage = stageClient();

    const create = (name: string, content: string, folder = '') =>
        stage.client.documents.create({ name, folder, content, language_id: 'markdown' });

    it('writes the path, the number and the text of each line, newest change first [BY-05]', async () => {
        await create('rules.dsl', 'Rule:\r\n\tname=ID;\nruleOfThumb Rule\n', 'models');
        await create('other.md', 'nothing');
        await create('Rule.md', 'the last Rule');
        const { code, out, said } = await stage.shell.sanyam('grep', 'Rule');
        expect([code, out, said]).to.deep.equal([
            0,
            'Rule.md:1:the last Rule\nmodels/rules.dsl:1:Rule:\nmodels/rules.dsl:3:ruleOfThumb Rule\n',
            ''
        ]);
        expect((await stage.shell.sanyam('grep', '\tname')).out).to.equal('models/rules.dsl:2:\tname=ID;\n');
    });

    it('exits with 1 when no line has the text, also if a name has it [BY-05]', async () => {
        await create('Rule.md', 'text');
        expect(await stage.shell.sanyam('grep', 'Rule')).to.deep.equal({ code: 1, out: '', said: '' });
        const { code, out } = await stage.shell.sanyam('grep', 'Rule', '--json');
        expect([code, JSON.parse(out)]).to.deep.equal([1, []]);
    });

    it('ignores the case with -i, finds whole words with -w, and writes paths alone with -l [BY-05]', async () => {
        await create('a.md', 'theRule and RULE_1\nrule');
        await create('b.md', 'overruled');
        const found = async (...options: string[]) => (await stage.shell.sanyam('grep', 'rule', ...options)).out;
        expect(await found()).to.equal('b.md:1:overruled\na.md:2:rule\n');
        expect(await found('-w')).to.equal('a.md:2:rule\n');
        expect(await found('-i', '-l')).to.equal('b.md\na.md\n');
        expect(await found('-iw')).to.equal('a.md:2:rule\n');
    });

    it('searches a folder with all below it, and says when it does not exist [BY-05]', async () => {
        await create('a.md', 'needle', 'models/deep');
        await create('b.md', 'needle');
        expect((await stage.shell.sanyam('grep', 'needle', 'models/')).out).to.equal('models/deep/a.md:1:needle\n');
        expect((await stage.shell.sanyam('grep', 'needle', '/', '-l')).out).to.equal('b.md\nmodels/deep/a.md\n');
        expect((await stage.shell.sanyam('grep', 'straw', 'models')).code).to.equal(1);
        const { code, said } = await stage.shell.sanyam('grep', 'needle', 'model/');
        expect([code, said]).to.deep.equal([3, 'sanyam: No folder of yours has the path “model”.\n']);
    });

    it('names the owner of a shared document, and leaves it out with --mine [BY-05]', async () => {
        const bob = await signUp(stage.cloud, stage.gateway.url);
        const { id } = await bob.client.documents.create({ name: 'b.md', language_id: 'markdown', content: 'needle' });
        await bob.client.shares.create(id, { email: stage.ada.user.email, permission: 'view' });
        const { out } = await stage.shell.sanyam('grep', 'needle');
        expect(out).to.equal(`${bob.user.email}/b.md:1:needle\n`);
        expect((await stage.shell.sanyam('grep', 'needle', '--mine')).code).to.equal(1);
    });

    it('shows control characters of a line, and a part of a long one [BY-05]', async () => {
        const long = (count: number) => 'x'.repeat(count);
        await create(
            'a.md',
            [
                '\u001b[31mneedle',
                `${long(500)}needle${long(500)}`,
                `${long(500)}needle${long(100)}!`,
                `needle${long(500)}`
            ].join('\n')
        );
        expect((await stage.shell.sanyam('grep', 'needle')).out.split('\n')).to.deep.equal([
            'a.md:1:[U+001B][31mneedle',
            `a.md:2:…${long(40)}needle${long(204)}…`,
            `a.md:3:…${long(40)}needle${long(100)}!`,
            `a.md:4:needle${long(244)}…`,
            ''
        ]);
    });

    for (const text of ['', 'a\nb', 'x'.repeat(256)]) {
        it(`refuses a text of ${text.length} characters${text.includes('\n') ? ' with a line break' : ''}`, async () => {
            expect((await stage.shell.sanyam('grep', text)).code).to.equal(2);
        });
    }

    it('writes the whole result as JSON [BY-05]', async () => {
        await create('a.md', 'a needle');
        const found = await stage.client.documents.search({ q: 'needle', match_case: true }).toArray();
        expect(await stage.shell.json('grep', 'needle')).to.deep.equal(found);
        expect(found[0]?.matches).to.deep.equal([
            { line_number: 1, column: 3, length: 6, line: 'a needle', line_column: 1, is_cut: false }
        ]);
    });
});
