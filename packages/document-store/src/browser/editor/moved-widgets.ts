// SPDX-License-Identifier: MIT

import { DiffUris } from '@theia/core/lib/browser/diff-uris';
import { NavigatableWidget, NavigatableWidgetOptions } from '@theia/core/lib/browser/navigatable-types';
import { Saveable } from '@theia/core/lib/browser/saveable';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import { StatefulWidget } from '@theia/core/lib/browser/shell/shell-layout-restorer';
import { WidgetManager } from '@theia/core/lib/browser/widget-manager';
import { isPinned, pin } from '@theia/core/lib/browser/widgets/widget';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { MonacoEditor } from '@theia/monaco/lib/browser/monaco-editor';
import { MonacoTextModelService } from '@theia/monaco/lib/browser/monaco-text-model-service';
import { OpenAddresses } from '../file-system/open-addresses';
import { CloudDocumentModel } from './cloud-document-model';
import { DocumentOfText } from './editor-addresses';
import { canMoveUndoSteps } from './undo-steps';

/** What closes when it loses the focus. Theia's editors take the focus when they appear. */
const TRANSIENT = '.quick-input-widget, .lm-Menu, .monaco-menu';

/** A dialog can be about the editor, as that of Save As, which would go on with one that is closed. */
const DIALOG = '.dialogOverlay';

/** A widget at the old address, and the one that takes its place. */
interface Succession {
    readonly former: NavigatableWidget;
    readonly next: NavigatableWidget;
}

/** Gives the editors and previews of a text another address, with their cursors, and the text's undo steps. */
@injectable()
export class MovedWidgets {
    @inject(ApplicationShell)
    protected readonly shell: ApplicationShell;

    @inject(WidgetManager)
    protected readonly widgets: WidgetManager;

    @inject(MonacoTextModelService)
    protected readonly models: MonacoTextModelService;

    @inject(OpenAddresses)
    protected readonly openAddresses: OpenAddresses;

    @inject(DocumentOfText)
    protected readonly documentOfText: DocumentOfText;

    /**
     * Returns whether a text is open and saved and nothing in it can be redone, no comparison shows it, which would go on
     * with the text at the old address, and nothing is open that closes when an editor appears, or that may be about the
     * editor.
     */
    canMove(text: CloudDocumentModel): boolean {
        return (
            !text.textEditorModel.isDisposed() &&
            !text.dirty &&
            text.saveState.kind !== 'saving' &&
            canMoveUndoSteps(text.textEditorModel) &&
            document.querySelector(DIALOG) === null &&
            (document.activeElement?.closest(TRANSIENT) ?? null) === null &&
            !this.shell.widgets.some(
                widget =>
                    widget instanceof EditorWidget &&
                    DiffUris.isDiffUri(widget.editor.uri) &&
                    DiffUris.decode(widget.editor.uri).some(side => side.toString() === text.uri)
            )
        );
    }

    /**
     * Opens a document at its new address, beside its widgets, and closes them.
     *
     * @returns false if the user typed meanwhile or closed them, or the text cannot be read at the new address. Then nothing
     *   has changed.
     */
    async move(text: CloudDocumentModel, to: URI): Promise<boolean> {
        // The text may be one version behind, if only the name has changed.
        await text.sync();
        const isNew = this.openAddresses.documentAt(to) === undefined;
        if (isNew) {
            this.openAddresses.enter(to, text.documentId);
        }
        const made = await this.successions(text, to);
        // What the user closed while the cloud was asked stays closed, and if all is closed, its text is gone.
        const successions = made.filter(({ former }) => !former.isDisposed);
        undo(made.filter(({ former }) => former.isDisposed));
        // From here to the end of the next statement, nobody can type.
        const next = this.models.get(to.toString());
        const isSame = next instanceof CloudDocumentModel && next.documentId === text.documentId;
        if (successions.length === 0 || !isSame || !this.canMove(text) || !next.continueFrom(text)) {
            undo(successions);
            if (isNew) {
                this.openAddresses.forget(to);
            }
            return false;
        }
        successions.forEach(succession => continueTyping(succession, next));
        for (const succession of successions) {
            await (succession.former.isDisposed ? this.close(succession) : this.replace(succession));
        }
        return true;
    }

    /** Creates widgets at the new address. If the cloud does not answer, returns none. */
    private async successions(text: CloudDocumentModel, to: URI): Promise<Succession[]> {
        const successions: Succession[] = [];
        try {
            for (const former of this.elsewhere(text, to)) {
                const next = await this.successor(former, to);
                if (next !== undefined) {
                    successions.push({ former, next });
                }
            }
            return successions;
        } catch (error) {
            console.info('Could not open an editor at its new address.', error);
            undo(successions);
            return [];
        }
    }

    /**
     * Returns the widgets that show a document anywhere else: those of its text, and those that came to an address of the
     * document after it had moved on, as the tabs of a window that was closed while they moved.
     */
    private elsewhere({ uri, documentId }: CloudDocumentModel, to: URI): NavigatableWidget[] {
        const isOfDocument = (resource: URI): boolean =>
            (this.documentOfText(resource) ??
                this.openAddresses.documentAt(resource) ??
                this.openAddresses.formerDocumentAt(resource)) === documentId;
        return [...NavigatableWidget.get(this.shell.widgets, resource => !resource.isEqual(to))]
            .filter(
                ([resource, widget]) =>
                    resource.toString() === uri || (isOfDocument(resource) && !Saveable.isDirty(widget))
            )
            .map(([, widget]) => widget);
    }

    /** Creates the same kind of widget at another URI. Returns undefined for one that cannot be created again. */
    private async successor(former: NavigatableWidget, to: URI): Promise<NavigatableWidget | undefined> {
        const description = this.widgets.getDescription(former);
        if (description === undefined || !NavigatableWidgetOptions.is(description.options)) {
            return undefined;
        }
        const options = { ...description.options, uri: to.toString() };
        const next = await this.widgets.getOrCreateWidget(description.factoryId, options);
        return NavigatableWidget.is(next) ? next : undefined;
    }

    /**
     * Closes the next widget of one that the user closed while others moved. It can have what they typed last: the former
     * one asked about its own text alone.
     */
    private async close(succession: Succession): Promise<void> {
        const { next } = succession;
        if (next.isAttached || !Saveable.isDirty(next)) {
            undo([succession]);
            return;
        }
        await this.shell.addWidget(next, { area: 'main' });
        await this.shell.closeWidget(next.id);
    }

    private async replace({ former, next }: Succession): Promise<void> {
        const area = this.shell.getAreaFor(former) ?? 'main';
        const isActive = this.shell.activeWidget === former;
        if (isPinned(former.title)) {
            pin(next.title);
        }
        await this.shell.addWidget(next, { area, ref: former, mode: 'tab-after' });
        if (StatefulWidget.is(former) && StatefulWidget.is(next)) {
            const state = former.storeState();
            if (state) {
                next.restoreState(state);
            }
        }
        if (isActive) {
            await this.shell.activateWidget(next.id);
        } else if (former.isVisible) {
            const focused = document.activeElement;
            await this.shell.revealWidget(next.id);
            // Theia's editors take the focus when they appear.
            if (focused instanceof HTMLElement && focused.isConnected) {
                focused.focus();
            }
        }
        if (former.isDisposed) {
            // The user closed it while both were there, and means the document. The next one can have what they typed last.
            await this.shell.closeWidget(next.id);
        } else {
            await this.shell.closeWidget(former.id, { save: false });
        }
    }
}

/** Removes the widgets that were made for nothing. One may have been there before. */
function undo(successions: readonly Succession[]): void {
    successions.filter(({ next }) => !next.isAttached).forEach(({ next }) => next.dispose());
}

/** Shows the next text in the former editor, so that what is typed before the next editor has the focus goes there. */
function continueTyping({ former, next: widget }: Succession, next: CloudDocumentModel): void {
    if (!(former instanceof EditorWidget) || !(widget instanceof EditorWidget)) {
        return;
    }
    const { languageId } = former.editor.document;
    if (languageId !== next.languageId) {
        widget.editor.setLanguage(languageId);
    }
    if (former.editor instanceof MonacoEditor && former.isVisible) {
        const control = former.editor.getControl();
        const state = control.saveViewState();
        control.setModel(next.textEditorModel);
        control.restoreViewState(state);
    }
}
