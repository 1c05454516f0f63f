/* The published views, made whole: a slider, a list and buttons that say what they are and what they
   stand at. And a view of Stacks that shows one frame after another. Used by widget_classes.js. */

import { DOMWidgetView } from "@jupyter-widgets/base";
import * as integer from "@jupyter-widgets/controls/lib/widget_int.js";
import * as selection from "@jupyter-widgets/controls/lib/widget_selection.js";

import { fetchPicture, shownFrame, stacksWithin } from "./frames.js";

export class SelectionSliderView extends selection.SelectionSliderView {
  createSlider() {
    super.createSlider();
    const handle = this.$slider.querySelector(".noUi-handle");
    handle.setAttribute("aria-label", this.model.get("description"));
    this.$slider.noUiSlider.on("update", ([index]) => {
      handle.setAttribute("aria-valuetext", this.model.get("_options_labels")[index]);
    });
  }

  updateReadout(index) {
    putText(this.readout, this.model.get("_options_labels")[index]);
  }

  update(options) {
    super.update(options);
    if (options?.updated_view === this) return;
    // The published readout can be typed into, though nothing reads it. The handle tells the value.
    this.readout.contentEditable = "false";
    this.readout.setAttribute("aria-hidden", "true");
  }
}

export class DropdownView extends selection.DropdownView {
  render() {
    super.render();
    this.listbox.setAttribute("aria-label", this.model.get("description"));
  }
}

/* Buttons that let a control run by itself. Their icons are drawn in demo.css. */
export class PlayView extends integer.PlayView {
  render() {
    super.render();
    nameButton(this.stopButton, "Back to the start");
    nameButton(this.repeatButton, "Repeat");
  }

  updatePlaying() {
    super.updatePlaying();
    const playing = this.model.get("playing");
    nameButton(this.playPauseButton, playing ? "Pause" : "Play");
    // Sentences that follow each other faster than they can be read out are not announced.
    this.el.closest(".demo-live")?.querySelector(".demo-frames")
      ?.setAttribute("aria-live", playing ? "off" : "polite");
  }

  updateRepeat() {
    super.updateRepeat();
    this.repeatButton.setAttribute("aria-pressed", this.model.get("repeat"));
  }
}

function nameButton(button, name) {
  button.setAttribute("aria-label", name);
  button.title = name;
}

/* The frame that nested Stacks select, put up when its picture is there. One figure stays and is given
   each frame's picture and sentence, for the reason told at putText. */
export class StackView extends DOMWidgetView {
  render() {
    super.render();
    stacksWithin(this.model).forEach((each) => {
      this.listenTo(each, "change:selected_index", this.show);
    });
    this.show();
  }

  async show() {
    const frame = shownFrame(this.model);
    const arriving = fetchPicture(frame);
    if (arriving) await arriving;
    if (frame === shownFrame(this.model)) this.putUp(frame);
  }

  putUp(markup) {
    const template = document.createElement("template");
    template.innerHTML = markup;
    const [picture, sentence] = partsOf(template.content);
    const [shownPicture, shownSentence] = partsOf(this.el);
    if (!shownPicture) {
      this.el.append(template.content);
      return;
    }
    shownPicture.src = picture.getAttribute("src");
    shownPicture.alt = picture.alt;
    putText(shownSentence, sentence.textContent);
  }
}

const partsOf = (frame) => ["img", "figcaption"].map((part) => frame.querySelector(part));

/* Change a text in the node that is there. Where nodes come and go a browser finds the styles of the
   whole page anew, if only one of its rules says `:has`; in a long chapter that takes longer than
   all the rest of a step. */
function putText(element, text) {
  if (element.firstChild) element.firstChild.data = text;
  else element.textContent = text;
}
