// SPDX-License-Identifier: MIT

import { DocumentPlaces, unformatted, withVisibleCharacters } from '@sanyam/types';
import { BaseWidget, codicon, LabelProvider, type Message, type StatefulWidget } from '@theia/core/lib/browser';
import type { Navigatable } from '@theia/core/lib/browser/navigatable-types';
import { open, OpenerService } from '@theia/core/lib/browser/opener-service';
import { WindowService } from '@theia/core/lib/browser/window/window-service';
import { nls } from '@theia/core/lib/common';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { MessageService } from '@theia/core/lib/common/message-service';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import type { MonacoEditorModel } from '@theia/monaco/lib/browser/monaco-editor-model';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { colorizeBlocks } from './colorize-code';
import { showImages } from './image-files';
import { markdownHtml } from './markdown-html';
import { headingLine } from './heading-line';
import { linkTarget } from './link-target';
import { readPreviewLink } from './preview-link';
import { describe, describeOmission, describeReplacement } from './preview-notices';

/** What a preview shows. */
export const MarkdownPreviewUri = Symbol('MarkdownPreviewUri');

/**
 * Milliseconds after the last change of the text until the preview follows: longer where that takes long, so that a text of
 * somebody else, which changes all the time, takes a tenth of the window's time at most.
 */
const PAUSE = 200;
const PAUSE_BY_DURATION = 10;

/** The schemes of texts that no other user wrote without the reader's doing. */
const OWN_TEXTS: ReadonlySet<string> = new Set(['file', 'untitled']);

/** Characters of a text. To show more would take the window too long after each change. */
const MAX_LENGTH = 100_000;

/** The formatted text of a Markdown document. It follows the text in the editor, saved or not. */
@injectable()
export class MarkdownPreviewWidget extends BaseWidget implements Navigatable, StatefulWidget {
    static readonly ID = 'sanyam-markdown-preview';

    /** Where the text is. After a reload, this can be another place than before. */
    @inject(MarkdownPreviewUri)
    protected uri: URI;

    @inject(MonacoTextModelService)
    protected readonly textModels: MonacoTextModelService;

    @inject(OpenerService)
    protected readonly openers: OpenerService;

    @inject(LabelProvider)
    protected readonly labels: LabelProvider;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(WindowService)
    protected readonly windows: WindowService;

    @inject(FileService)
    protected readonly files: FileService;

    @inject(DocumentPlaces)
    @optional()
    protected readonly places: DocumentPlaces | undefined;

    /** The address of a cloud document from the last session. */
    private kept: string | undefined;
    private hasBegun = false;
    private readonly text = document.createElement('div');
    private rendered: Disposable = Disposable.NULL;
    private showsWebImages = false;
    /** What the user showed of the images that waited. */
    private readonly wantedImages = new Set<string>();
    private timer: ReturnType<typeof setTimeout> | undefined;
    private pause = PAUSE;

    @postConstruct()
    protected init(): void {
        this.id = `${MarkdownPreviewWidget.ID}:${this.uri.toString()}`;
        this.showName();
        this.title.iconClass = codicon('open-preview');
        this.title.closable = true;
        this.addClass('sanyam-markdown-preview');
        // The keyboard scrolls the text. Theia's own scrollbar does not follow it.
        this.scrollOptions = undefined;
        this.node.tabIndex = 0;
        this.node.append(this.text);
        this.text.addEventListener('click', this.follow);
        this.text.addEventListener('keydown', this.follow);
        if (this.places !== undefined) {
            this.toDispose.push(this.places.onDidRename(() => this.showName()));
        }
        this.toDispose.pushAll([
            // A cloud document can be renamed.
            this.labels.onDidChange(({ affects }) => {
                if (affects(this.uri)) {
                    this.showName();
                }
            }),
            Disposable.create(() => {
                clearTimeout(this.timer);
                this.rendered.dispose();
            })
        ]);
    }

    /** Theia restores the state before this. */
    protected override onAfterAttach(message: Message): void {
        super.onAfterAttach(message);
        if (!this.hasBegun) {
            this.hasBegun = true;
            this.load().catch((error: unknown) => this.fail(error));
        }
    }

    storeState(): object {
        return { kept: this.places?.keptAddressOf(this.uri.toString()) ?? this.kept };
    }

    restoreState(state: object): void {
        this.kept = 'kept' in state && typeof state.kept === 'string' ? state.kept : undefined;
    }

    getResourceUri(): URI {
        return this.uri;
    }

    createMoveToUri(resourceUri: URI): URI {
        return resourceUri;
    }

    protected override onActivateRequest(message: Message): void {
        super.onActivateRequest(message);
        this.node.focus();
    }

    private showName(): void {
        const name = this.places?.nameOf(this.uri.toString());
        const shown = name === undefined ? this.labels.getName(this.uri) : withVisibleCharacters(name);
        this.title.label = nls.localize('sanyam/preview/title', 'Preview {0}', shown);
        this.title.caption = this.title.label;
    }

    private async load(): Promise<void> {
        if (this.kept !== undefined && this.places !== undefined) {
            this.uri = new URI(await this.places.presentAddressOf(this.kept));
        }
        const reference = await this.textModels.createModelReference(this.uri);
        if (this.isDisposed) {
            reference.dispose();
            return;
        }
        const model = reference.object;
        // After a reload, the name of a cloud document comes with its text.
        this.showName();
        this.toDispose.pushAll([
            reference,
            model.onDidChangeContent(() => {
                clearTimeout(this.timer);
                this.timer = setTimeout(() => this.render(model), this.pause);
            })
        ]);
        this.render(model);
    }

    private render(model: MonacoEditorModel): void {
        const start = performance.now();
        this.showText(model);
        // The browser lays the text out now instead of with the next frame, so that this counts, too.
        this.text.getBoundingClientRect();
        this.pause = Math.max(PAUSE, (performance.now() - start) * PAUSE_BY_DURATION);
    }

    private showText(model: MonacoEditorModel): void {
        const value = model.getText();
        const preview = document.createElement('div');
        const { fragment, isWhole, isExact } = markdownHtml(value.slice(0, MAX_LENGTH));
        preview.append(
            ...(value.length > MAX_LENGTH || !isWhole ? [describeOmission()] : []),
            ...(isExact ? [] : [describeReplacement()]),
            fragment
        );
        this.rendered.dispose();
        const images = showImages(preview, this.uri, this.files, {
            web: this.showsWebImages || OWN_TEXTS.has(this.uri.scheme),
            single: this.wantedImages
        });
        this.rendered = new DisposableCollection(images, colorizeBlocks(preview));
        if (images.heldBack > 0) {
            preview.prepend(this.offerImages(model));
        }
        const { scrollTop } = this.node;
        this.text.replaceChildren(preview);
        this.node.scrollTop = scrollTop;
    }

    /** Images from the web are shown when the user asks for them, as in a mail. */
    private offerImages(model: MonacoEditorModel): HTMLElement {
        const notice = describe(
            nls.localize(
                'sanyam/preview/webImages',
                'The images from the web are not shown, because their servers would learn that you read this document.'
            )
        );
        const button = document.createElement('button');
        button.className = 'theia-button secondary';
        button.textContent = nls.localize('sanyam/preview/showImages', 'Show Images');
        button.addEventListener('click', () => {
            this.showsWebImages = true;
            this.render(model);
            this.node.focus();
        });
        notice.append(' ', button);
        return notice;
    }

    /** Follows a link by mouse or keyboard. */
    private readonly follow = (event: MouseEvent | KeyboardEvent): void => {
        const isKey = event instanceof KeyboardEvent;
        const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-href]') : null;
        const address = link?.dataset['href'];
        if (address !== undefined && (!isKey || event.key === 'Enter')) {
            event.preventDefault();
            this.openLink(address).catch((error: unknown) => this.refuse(address, error));
        }
    };

    private async openLink(address: string): Promise<void> {
        const place = this.places === undefined ? this.uri : new URI(await this.places.placeOf(this.uri.toString()));
        const link = readPreviewLink(address, place, window.location.origin);
        if (link === undefined) {
            throw new Error('A preview opens pages, mails, and files beside the document.');
        }
        if (link.page !== undefined) {
            // As it stands in the text: a URI would decode it, and then it leads elsewhere.
            this.windows.openNewWindow(link.page, { external: true });
            return;
        }
        if (link.uri !== undefined) {
            if (link.uri.scheme === this.uri.scheme && !(await this.files.resolve(link.uri)).isFile) {
                // A device, for example, which could block who reads it.
                throw new Error('This is not a file.');
            }
            const line = await this.lineOf(link.uri, link.heading);
            const place = line === undefined ? undefined : { start: { line, character: 0 } };
            await open(this.openers, link.uri, { selection: place });
            return;
        }
        linkTarget(this.text, link.heading ?? '')?.scrollIntoView();
    }

    /** Returns the line of a heading in another text. Undefined where there is none: the text opens at its begin. */
    private async lineOf(uri: URI, heading: string | undefined): Promise<number | undefined> {
        if (heading === undefined) {
            return undefined;
        }
        const text = await this.files.read(uri).catch(() => undefined);
        return text && headingLine(text.value, heading);
    }

    private refuse(address: string, error: unknown): void {
        console.info(`The preview does not open ${address}.`, error);
        const sentence = nls.localize('sanyam/preview/link', 'Could not open the link {0}.', unformatted(address));
        this.messages.error(sentence).catch((failure: unknown) => console.error(failure));
    }

    private fail(error: unknown): void {
        console.error(error);
        const sentence = document.createElement('p');
        sentence.textContent = nls.localize(
            'sanyam/preview/failed',
            'Could not read {0}. Close this preview, and open the document again.',
            this.labels.getName(this.uri)
        );
        this.text.replaceChildren(sentence);
    }
}
