// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Mailbox } from './mailbox.js';

interface Summary {
    readonly ID: string;
    readonly Read: boolean;
    readonly Subject: string;
    readonly To: readonly { readonly Name: string; readonly Address: string }[];
    readonly Snippet: string;
}

interface Message extends Summary {
    readonly Text: string;
    readonly HTML: string;
    readonly Attachments: readonly object[];
}

interface List {
    readonly total: number;
    readonly unread: number;
    readonly start: number;
    readonly messages: readonly Summary[];
}

describe('the mailbox', () => {
    let mailbox: Mailbox;
    beforeEach(async () => {
        mailbox = new Mailbox();
        await mailbox.listen(0);
        await mailbox.listenSmtp(0);
    });
    afterEach(() => mailbox.close());

    const get = (path: string): Promise<Response> => fetch(`${mailbox.url}${path}`);
    const list = async (query = ''): Promise<List> => (await get(`/api/v1/messages${query}`)).json() as Promise<List>;

    const message = async (id: string): Promise<Message> =>
        (await get(`/api/v1/message/${id}`)).json() as Promise<Message>;

    /** Sends lines over SMTP, each after the reply to the one before it. Returns the replies. */
    async function talk(...lines: readonly string[]): Promise<readonly string[]> {
        const socket = connect(Number(new URL(mailbox.smtpUrl).port), '127.0.0.1').setEncoding('utf8');
        const replies: string[] = [];
        let text = '';
        const ended = once(socket, 'close');
        socket.on('data', chunk => {
            text += String(chunk);
            if (/^\d{3} .*\r\n$/m.test(text)) {
                replies.push(text.trim().split('\r\n').at(-1) ?? '');
                text = '';
                socket.write(`${lines[replies.length - 1] ?? 'QUIT'}\r\n`);
            }
        });
        await ended;
        return replies;
    }

    const mailWith = (content: string): readonly string[] => [
        'EHLO test',
        'MAIL FROM:<ada@example.com>',
        'RCPT TO:<bob@example.com>',
        'RCPT TO:<hidden@example.com>',
        'DATA',
        `${content}\r\n.`
    ];

    it('takes a mail over SMTP, and has it in the shape of Mailpit', async () => {
        const content = [
            'From: Ada <ada@example.com>',
            'To: "Böb, B." <bob@example.com>',
            'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
            'Message-ID: <one@example.com>',
            'Date: Fri, 27 Nov 2026 08:00:00 +0000',
            'Content-Type: multipart/mixed; boundary=x',
            '',
            '--x',
            'Content-Type: multipart/alternative; boundary=y',
            '',
            '--y',
            'Content-Type: text/plain; charset=utf-8',
            '',
            'Hello   Bob',
            '--y',
            'Content-Type: text/html; charset=utf-8',
            '',
            '<p>Hello <b>Bob</b></p>',
            '--y--',
            '--x',
            'Content-Type: text/csv; name=a.csv',
            'Content-Disposition: attachment; filename=a.csv',
            '',
            'a,b',
            '--x--'
        ].join('\r\n');
        expect((await talk(...mailWith(content))).at(-2)).to.match(/^250 /);

        const { total, unread, messages } = await list();
        expect([total, unread, messages.length]).to.deep.equal([1, 1, 1]);
        const [summary] = messages;
        expect(summary).to.include({ MessageID: 'one@example.com', Read: false, Subject: 'Grüße', Attachments: 1 });
        expect(summary?.Snippet).to.equal('Hello Bob');
        const mail = await message(summary?.ID ?? '');
        expect(mail).to.deep.include({
            ID: summary?.ID,
            MessageID: 'one@example.com',
            From: { Name: 'Ada', Address: 'ada@example.com' },
            To: [{ Name: 'Böb, B.', Address: 'bob@example.com' }],
            Cc: [],
            Bcc: [{ Name: '', Address: 'hidden@example.com' }],
            ReturnPath: 'ada@example.com',
            Subject: 'Grüße',
            Date: '2026-11-27T08:00:00.000Z',
            Tags: []
        });
        expect(mail.Text.trim()).to.equal('Hello   Bob');
        expect(mail.HTML).to.include('<p>Hello <b>Bob</b></p>');
        expect(mail.Attachments).to.have.length(1);
        expect(mail.Attachments[0]).to.include({ PartID: '1', FileName: 'a.csv', ContentType: 'text/csv' });
        expect((await list()).messages[0]?.Read).to.equal(true);
    });

    it('takes mails with a user and a password, too, and refuses one that is too long', async () => {
        const login = Buffer.from('\0user\0password').toString('base64');
        const replies = await talk('EHLO test', `AUTH PLAIN ${login}`, ...mailWith('Subject: a\r\n\r\nb').slice(1));
        expect(replies[2]).to.match(/^235 /);
        expect((await list()).total).to.equal(1);
        expect(await talk('EHLO test', 'MAIL FROM:<a@example.com> SIZE=10000001')).to.satisfy(
            (answers: readonly string[]) => answers.some(answer => answer.startsWith('552 '))
        );
        const long = `Subject: long\r\n\r\n${`${'x'.repeat(900)}\r\n`.repeat(11_200)}`;
        expect((await talk(...mailWith(long))).at(-2)).to.match(/^552 /);
        expect((await list()).total).to.equal(1);
    });

    it('refuses a mail of too many parts before it reads them, because that would take the time of everything else', async () => {
        const parts = (count: number, separator: string): string =>
            [
                'Subject: parts',
                'Content-Type: multipart/mixed; boundary=x',
                '',
                ...Array<string>(count).fill(separator)
            ].join('\r\n');
        expect((await talk(...mailWith(parts(1001, '--x\r\n')))).at(-2)).to.match(/^554 A mail can have 1000 parts/);
        expect((await talk(...mailWith(parts(1001, '--x')))).at(-2)).to.match(/^554 A mail can have 1000 parts/);
        expect((await list()).total).to.equal(0);
        expect((await talk(...mailWith(parts(1000, '--x\r\n')))).at(-2)).to.match(/^250 /);
    });

    it('lists the newest mail first, in pages, and has it under “latest”', async () => {
        for (const subject of ['1', '2', '3']) {
            mailbox.send({ to: 'ada@example.com', subject, text: subject });
        }
        const subjects = async (query: string): Promise<unknown> =>
            (await list(query)).messages.map(({ Subject }) => Subject);
        expect(await subjects('')).to.deep.equal(['3', '2', '1']);
        expect(await subjects('?start=1&limit=1')).to.deep.equal(['2']);
        expect(await subjects('?start=x&limit=-1')).to.deep.equal(['3', '2', '1']);
        expect((await message('latest')).Subject).to.equal('3');
        expect((await get('/api/v1/message/unknown')).status).to.equal(404);
    });

    it('deletes mails by their ids, or all of them, and none for a body that it does not understand', async () => {
        for (const subject of ['1', '2', '3']) {
            mailbox.send({ to: 'ada@example.com', subject });
        }
        const remove = async (body?: string): Promise<[number, string]> => {
            const response = await fetch(`${mailbox.url}/api/v1/messages`, {
                method: 'DELETE',
                ...(body !== undefined && { body })
            });
            return [response.status, await response.text()];
        };
        const [newest] = (await list()).messages;
        for (const body of [
            '{',
            '{"IDs":"x"}',
            '[]',
            '{"IDs":[1]}',
            '{"id":["x"]}',
            '{"ids":[1]}',
            `{"IDs":["${'x'.repeat(200_000)}"]}`
        ]) {
            expect((await remove(body))[0], body.slice(0, 20)).to.equal(400);
        }
        expect(await remove(JSON.stringify({ IDs: [newest?.ID] }))).to.deep.equal([200, 'ok']);
        expect((await list()).messages.map(({ Subject }) => Subject)).to.deep.equal(['2', '1']);
        // Mailpit reads names of fields in any case.
        expect(await remove(JSON.stringify({ ids: [(await list()).messages[0]?.ID] }))).to.deep.equal([200, 'ok']);
        expect((await list()).messages.map(({ Subject }) => Subject)).to.deep.equal(['1']);
        expect(await remove()).to.deep.equal([200, 'ok']);
        expect((await list()).total).to.equal(0);
    });

    it('refuses a request for another host, because a foreign page can lead its name to this machine', async () => {
        const statusFor = (host: string): Promise<number> =>
            new Promise((resolve, reject) => {
                const { port } = new URL(mailbox.url);
                request({ host: '127.0.0.1', port, path: '/api/v1/messages', headers: { host } }, response => {
                    response.resume();
                    resolve(response.statusCode ?? 0);
                })
                    .on('error', reject)
                    .end();
            });
        const { port } = new URL(mailbox.url);
        for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
            expect(await statusFor(host), host).to.equal(200);
        }
        for (const host of [`evil.example:${port}`, '127.0.0.1', `127.0.0.1.evil.example:${port}`, `localhost:1`]) {
            expect(await statusFor(host), host).to.equal(403);
        }
    });

    it('shows the HTML of a mail in a sandbox without scripts and without other servers', async () => {
        mailbox.send({
            to: 'ada@example.com',
            subject: 'a',
            html: '<script>alert(1)</script><img src="https://a.b/">'
        });
        const [mail] = (await list()).messages;
        const frame = await get(`/view/${mail?.ID}.html`);
        const policy = frame.headers.get('content-security-policy') ?? '';
        expect(policy).to.match(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/);
        expect(policy).not.to.include('script');
        expect(policy).to.include('img-src data:;');
        expect(frame.headers.get('access-control-allow-origin')).to.equal(null);
        const page = await get('/');
        expect(await page.text()).to.include('sandbox="allow-popups allow-popups-to-escape-sandbox"');
        expect(page.headers.get('content-security-policy')).to.include("script-src 'self'");
        for (const file of ['/mailbox.js', '/mailbox.css']) {
            expect((await get(file)).status, file).to.equal(200);
        }
        expect((await get('/../package.json')).status).to.equal(404);
        expect((await fetch(mailbox.url, { method: 'POST' })).status).to.equal(405);
    });

    it('tells a page about new mails', async () => {
        const response = await get('/changes');
        const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
        expect((await reader?.read())?.value).to.equal(': open\n\n');
        mailbox.send({ to: 'ada@example.com', subject: 'a' });
        expect((await reader?.read())?.value).to.equal('data: changed\n\n');
        await reader?.cancel();
    });
});
